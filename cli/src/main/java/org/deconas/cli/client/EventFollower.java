package org.deconas.cli.client;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;

/** Reads an event stream to its end, over connections that break. */
final class EventFollower {

    /** How long a service that went away may take to come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /** Answers that another attempt gets too: the request is wrong, not allowed, or about a log that was numbered anew. */
    private static final Set<Integer> FINAL = Set.of(400, 401, 403, 410);

    private final JsonHttp http;
    private final String path;
    private final StreamConnection connection;
    private final EventLines events;
    private Instant lostAt; // null while connected
    private boolean isRefused; // and would be again

    EventFollower(JsonHttp http, String path, Consumer<StreamedEvent> listener, StreamConnection connection) {
        this.http = http;
        this.path = path;
        this.connection = connection;
        this.events = new EventLines(listener);
    }

    /** @throws MeshException when the service stays away, or does not have the stream */
    void follow() {
        while (!events.hasEnded()) {
            String reason = "the experiments service broke off";
            try {
                read();
            } catch (MeshException | UncheckedIOException e) {
                if (isRefused || lostAt != null && Instant.now().isAfter(lostAt.plus(PATIENCE))) {
                    throw e;
                }
                if (e instanceof MeshException) {
                    reason = e.getMessage();
                }
            }
            if (!events.hasEnded()) {
                lost(reason);
            }
        }
    }

    private void read() {
        HttpRequest.Builder request = http.request(path).header("Accept", "text/event-stream");
        if (events.lastId() != null) {
            request.header("Last-Event-ID", events.lastId());
        }
        HttpResponse<Stream<String>> response = http.sendAnyway(request.build(), HttpResponse.BodyHandlers.ofLines());
        isRefused = FINAL.contains(response.statusCode());
        http.requireSuccess(response);
        if (lostAt != null) {
            lostAt = null;
            connection.back(events.lastId());
        }
        events.begin();
        try (Stream<String> lines = response.body()) {
            for (Iterator<String> line = lines.iterator(); line.hasNext(); ) {
                events.take(line.next());
            }
        }
    }

    private void lost(String reason) {
        if (lostAt == null) {
            lostAt = Instant.now();
            connection.lost(reason);
        }
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
}
