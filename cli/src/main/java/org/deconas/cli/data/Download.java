package org.deconas.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fetches one file. What arrived is kept beside it as {@code NAME.part}, and a later attempt goes on from there, as long as
 * the server still has the same file (RFC 9110, sections 13.1.5 and 14: If-Range, Range).
 */
final class Download {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int BUFFER = 1 << 16;

    // One may be spent on finding that the server has another file now.
    private static final int FRUITLESS_ATTEMPTS = 2;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Archive archive;
    private final Path folder;
    private final Path part;
    private final Path validator;
    private final Duration stallLimit;
    private final Progress progress;

    /**
     * @param archive what to fetch
     * @param folder where to, an existing folder
     * @param stallLimit a connection that brings nothing for so long counts as broken
     * @param listener hears how far it is, a line at a time
     */
    Download(Archive archive, Path folder, Duration stallLimit, Consumer<String> listener) {
        this.archive = archive;
        this.folder = folder;
        this.part = folder.resolve(archive.name() + ".part");
        this.validator = folder.resolve(archive.name() + ".part.version");
        this.stallLimit = stallLimit;
        this.progress = new Progress(archive.name(), archive.bytes(), listener);
    }

    /**
     * Fetches the file; a connection that breaks is taken up again as long as each one brings something.
     *
     * @return the file, of the right length and checksum
     * @throws DataException when that is impossible; what arrived stays unless it is wrong
     * @throws IOException when the disk fails
     */
    Path fetch() throws IOException {
        int fruitless = 0;
        while (received() < archive.bytes()) {
            long before = received();
            Throwable broken = null;
            try {
                attempt(before);
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw new DataException(
                        "cannot reach " + archive.uri().getHost() + " (" + reason(e)
                                + "); DIV2K has to be fetched where there is internet and copied to " + folder,
                        e);
            } catch (BrokenConnectionException e) {
                broken = e.getCause();
            }
            fruitless = received() > before ? 0 : fruitless + 1;
            if (fruitless == FRUITLESS_ATTEMPTS) {
                throw new DataException(
                        "the connection to " + archive.uri().getHost() + " broke after " + received() + " of "
                                + archive.bytes() + " bytes of " + archive.name()
                                + (broken == null ? "" : " (" + reason(broken) + ")")
                                + "; run the command again to go on from there",
                        broken);
            }
        }
        String found = Checksum.sha256(part);
        if (received() != archive.bytes() || !found.equals(archive.sha256())) {
            long bytes = received();
            discard();
            throw new DataException(archive.name() + " arrived with " + bytes + " bytes and SHA-256 " + found + ", not "
                    + archive.bytes() + " and " + archive.sha256() + "; it was removed, run the command again");
        }
        Path file = folder.resolve(archive.name());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(validator);
        return file;
    }

    private void attempt(long received) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(archive.uri()).timeout(ANSWER_LIMIT);
        Optional<String> version =
                received > 0 && Files.exists(validator) ? Optional.of(Files.readString(validator)) : Optional.empty();
        version.ifPresent(
                known -> request.header("Range", "bytes=" + received + "-").header("If-Range", known));
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body()) {
            if (response.statusCode() == PARTIAL
                    && version.isPresent()
                    && continues(response, received, version.get())) {
                copy(body, StandardOpenOption.APPEND);
            } else if (response.statusCode() == OK) {
                requireLength(response);
                discard();
                Optional<String> current = versionOf(response);
                if (current.isPresent()) {
                    Files.writeString(validator, current.get());
                }
                copy(body, StandardOpenOption.CREATE_NEW);
            } else if (version.isPresent()
                    && (response.statusCode() == PARTIAL || response.statusCode() == RANGE_NOT_SATISFIABLE)) {
                // The server has another file, or answers for another range: from the beginning.
                discard();
            } else {
                throw new DataException(archive.uri().getHost() + " answers " + response.statusCode() + " to "
                        + archive.uri() + "; DIV2K has to be fetched by other means and copied to " + folder);
            }
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokenConnectionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("interrupted; run the command again to go on", e);
        }
    }

    private void copy(InputStream body, StandardOpenOption how) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long arrived = received();
        try (StallGuard guard = new StallGuard(body, stallLimit);
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE, how)) {
            for (int count = read(body, buffer); count >= 0 && arrived <= archive.bytes(); count = read(body, buffer)) {
                out.write(buffer, 0, count);
                arrived += count;
                guard.alive();
                progress.arrived(arrived);
            }
        }
    }

    private static int read(InputStream body, byte[] buffer) throws BrokenConnectionException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new BrokenConnectionException(e);
        }
    }

    private void requireLength(HttpResponse<?> response) throws DataException {
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(archive.bytes());
        if (announced != archive.bytes()) {
            throw new DataException(archive.uri() + " has " + announced + " bytes, but " + archive.name() + " has "
                    + archive.bytes() + "; something else answers there");
        }
    }

    private boolean continues(HttpResponse<?> response, long received, String version) {
        boolean same = versionOf(response).map(version::equals).orElse(true);
        String range = "bytes " + received + "-" + (archive.bytes() - 1) + "/" + archive.bytes();
        return same
                && response.headers()
                        .firstValue("Content-Range")
                        .map(range::equals)
                        .orElse(false);
    }

    /** What If-Range may be asked with: a strong ETag, else the time of the last change. */
    private static Optional<String> versionOf(HttpResponse<?> response) {
        Supplier<Optional<String>> modified = () -> response.headers().firstValue("Last-Modified");
        return response.headers()
                .firstValue("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(modified);
    }

    private long received() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(validator);
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name is not known here";
            }
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** The network failed, not the disk. */
    private static final class BrokenConnectionException extends IOException {

        private static final long serialVersionUID = 1L;

        BrokenConnectionException(IOException cause) {
            super(cause);
        }
    }
}
