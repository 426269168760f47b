package org.deconas.inference.jobs;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deconas.artifacts.DirectoryTree;
import org.jboss.logging.Logger;

/**
 * The jobs on this machine's disk: {@code <id>/} holds {@code job.json}, the {@code image} until the job has ended, and the
 * {@code result} then. Each file, and each job, appears whole or not at all: it is written beside under a name that begins with a dot,
 * forced to disk, then renamed.
 */
final class JobDirectory {

    /** Writes the enlarged image; gives what is known of it. */
    @FunctionalInterface
    interface Content<T> {
        T writeTo(OutputStream out) throws IOException;
    }

    /** What was written, and how many bytes that is. */
    record Written<T>(T content, long bytes) {}

    private static final Logger LOG = Logger.getLogger(JobDirectory.class);

    private static final String DESCRIPTION = "job.json";
    private static final String IMAGE = "image";
    private static final String RESULT = "result";
    private static final String UNFINISHED = ".";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .build();

    private final Path directory;

    JobDirectory(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Reads what is there, the oldest first. What an earlier process left unfinished is removed; what cannot be read is passed over with a
     * warning, and left.
     */
    List<Job> scan() throws IOException {
        Files.createDirectories(directory);
        List<Job> jobs = new ArrayList<>();
        for (Path child : children(directory)) {
            if (isUnfinished(child)) {
                DirectoryTree.delete(child);
            } else {
                try {
                    jobs.add(read(child));
                } catch (IOException e) {
                    LOG.warnf("Job passed over: path=%s reason=%s", child, firstLine(e));
                }
            }
        }
        jobs.sort(Job.OLDEST_FIRST);
        return jobs;
    }

    private static String firstLine(IOException e) {
        String message = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private static List<Path> children(Path parent) throws IOException {
        try (Stream<Path> list = Files.list(parent)) {
            return list.sorted().toList();
        }
    }

    private static boolean isUnfinished(Path path) {
        return path.getFileName().toString().startsWith(UNFINISHED);
    }

    private static Job read(Path home) throws IOException {
        if (!Files.isRegularFile(home.resolve(DESCRIPTION))) {
            throw new IOException("it has no " + DESCRIPTION);
        }
        Job job = JSON.readValue(home.resolve(DESCRIPTION).toFile(), Job.class);
        if (!home.getFileName().toString().equals(job.id())) {
            throw new IOException("it describes the job '" + job.id() + "'");
        }
        if (job.life() instanceof JobLife.Unfinished) {
            requireSize(home.resolve(IMAGE), job.order().bytes());
        } else if (job.life() instanceof JobLife.Done done) {
            requireSize(home.resolve(RESULT), done.result().bytes());
        }
        for (Path child : children(home)) {
            if (isUnfinished(child)) {
                Files.delete(child);
            }
        }
        return job;
    }

    private static void requireSize(Path file, long bytes) throws IOException {
        long found = Files.exists(file) ? Files.size(file) : 0;
        if (found != bytes) {
            throw new IOException(file.getFileName() + " has " + found + " bytes, but must have " + bytes);
        }
    }

    /** Takes an image's file; it is not part of any job yet. */
    Upload receive(InputStream body) throws IOException {
        Files.createDirectories(directory);
        Upload upload = new Upload(Files.createTempDirectory(directory, UNFINISHED + "incoming-"), IMAGE);
        try (FileChannel file =
                FileChannel.open(upload.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            body.transferTo(Channels.newOutputStream(file));
            file.force(true);
            return upload;
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    /** Makes a job of an upload. */
    void add(Job job, Upload upload) throws IOException {
        write(upload.directory().resolve(DESCRIPTION), job);
        Files.move(upload.directory(), home(job.id()), StandardCopyOption.ATOMIC_MOVE);
        force(directory);
    }

    /** Writes where a job is; what it needs no more there is deleted. */
    void update(Job job) throws IOException {
        Path home = home(job.id());
        write(home.resolve(DESCRIPTION), job);
        if (job.hasEnded()) {
            Files.deleteIfExists(home.resolve(IMAGE));
        }
        if (job.bytes() == 0) {
            Files.deleteIfExists(home.resolve(RESULT));
        }
    }

    private static void write(Path target, Job job) throws IOException {
        Path unfinished = target.resolveSibling(UNFINISHED + target.getFileName());
        try (FileChannel file = open(unfinished)) {
            Channels.newOutputStream(file).write(JSON.writeValueAsBytes(job));
            file.force(true);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        force(target.getParent());
    }

    /** Writes a job's result, of which the job knows nothing yet. */
    <T> Written<T> writeResult(String id, Content<T> content) throws IOException {
        Path target = home(id).resolve(RESULT);
        Path unfinished = target.resolveSibling(UNFINISHED + RESULT);
        try {
            T written;
            try (FileChannel file = open(unfinished)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
                written = content.writeTo(out);
                out.flush();
                file.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.getParent());
            return new Written<>(written, Files.size(target));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Deletes a job. */
    void remove(String id) throws IOException {
        Path outgoing = directory.resolve(UNFINISHED + "outgoing-" + id);
        Files.move(home(id), outgoing, StandardCopyOption.ATOMIC_MOVE);
        DirectoryTree.delete(outgoing);
    }

    Path image(String id) {
        return home(id).resolve(IMAGE);
    }

    Path result(String id) {
        return home(id).resolve(RESULT);
    }

    private Path home(String id) {
        return directory.resolve(id);
    }

    /** A name is on disk when its directory is. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
