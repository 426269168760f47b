package org.deconas.experiments.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.deconas.experiments.domain.EventId;

/** A client of an event stream that reads byte by byte, so that it may break off anywhere. */
final class SseReader implements AutoCloseable {

    /** An event that came whole. */
    record Received(EventId id, String kind, String data) {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InputStream bytes;
    private final StringBuilder block = new StringBuilder();
    private long read;

    /** @param lastEventId null for none */
    SseReader(URI stream, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(stream);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("answered " + response.statusCode());
            }
            bytes = response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The next event; empty at the end of the stream, or when so many bytes were read in all.
     *
     * @param most bytes, after which nothing more is read
     */
    Optional<Received> next(long most) throws IOException {
        while (read < most) {
            int next = bytes.read();
            if (next < 0) {
                return Optional.empty();
            }
            read++;
            block.append((char) next); // the bodies of these tests are ASCII
            if (next == '\n' && block.length() > 1 && block.charAt(block.length() - 2) == '\n') {
                String text = block.toString();
                block.setLength(0);
                if (text.contains("data:")) {
                    return Optional.of(new Received(
                            EventId.parse(field(text, "id")).orElseThrow(), field(text, "event"), field(text, "data")));
                }
            }
        }
        return Optional.empty();
    }

    /** The next event, however many bytes it has; empty at the end of the stream. */
    Optional<Received> next() throws IOException {
        return next(Long.MAX_VALUE);
    }

    private static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
