package org.deconas.cli.mesh;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deconas.infra.RunningProcess;

/** One member of the mesh of a home as a process: started apart from this one, and found again by its pid file. */
final class MeshProcess {

    private static final int LAST_PART_OF_LOG = 256 * 1024;

    private final MeshHome home;
    private final MeshMember member;

    MeshProcess(MeshHome home, MeshMember member) {
        this.home = home;
        this.member = member;
    }

    MeshMember member() {
        return member;
    }

    /** The process that was started last and not stopped since, whether it lives or not. */
    Optional<RunningProcess> recorded() {
        return JsonFile.read(home.pidFile(member), RunningProcess.class);
    }

    /** The process, if it runs. */
    Optional<RunningProcess> running() {
        return recorded().filter(RunningProcess::alive);
    }

    /** Starts the process so that it lives on when this one ends; what it writes goes to its log. */
    RunningProcess start(Launch launch) {
        try {
            Path log = home.log(member);
            if (Files.exists(log)) {
                Path previous = log.resolveSibling(member.displayName() + ".previous.log");
                Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(detached(launch.command()))
                    .directory(home.directory().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(launch.environment());
            RunningProcess process = RunningProcess.of(builder.start().toHandle());
            JsonFile.write(home.pidFile(member), process);
            return process;
        } catch (IOException failure) {
            throw new MeshException(member.displayName() + " cannot be started: " + failure.getMessage(), failure);
        }
    }

    /** Forgets a process that was stopped. */
    void forget() {
        try {
            Files.deleteIfExists(home.pidFile(member));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether the log has that very line. */
    boolean hasSaid(String word) {
        try (Stream<String> lines = Files.lines(home.log(member), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(word::equals);
        } catch (IOException noLogYet) {
            return false;
        }
    }

    /** The last line of the log that tells of an error, or else the last line. */
    Optional<String> lastWords() {
        List<String> lines = endOfLog().lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("ERROR"))
                .reduce((earlier, later) -> later)
                .or(() -> lines.stream().reduce((earlier, later) -> later))
                .map(String::strip);
    }

    private String endOfLog() {
        try (var channel = Files.newByteChannel(home.log(member))) {
            channel.position(Math.max(0, channel.size() - LAST_PART_OF_LOG));
            var buffer = java.nio.ByteBuffer.allocate(LAST_PART_OF_LOG);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Reads to the end.
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        } catch (IOException noLog) {
            return "";
        }
    }

    /** In a session of its own a process neither gets the terminal's Ctrl-C nor ends with the terminal. */
    private static List<String> detached(List<String> command) {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .map(program -> {
                    List<String> prefixed = new ArrayList<>(List.of(program));
                    prefixed.addAll(command);
                    return prefixed;
                })
                .orElse(command);
    }
}
