package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;

/** The experiments service over HTTP. */
public final class ExperimentsClient {

    /** How long a service that went away may take to come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final JsonHttp http;

    /**
     * @param url without a slash at the end
     */
    public ExperimentsClient(String url) {
        http = new JsonHttp("the experiments service", url);
    }

    /**
     * Starts a search.
     *
     * @param name may be null
     * @param settings dotted key to value
     * @return the experiment
     */
    public JsonNode create(String name, String profile, Map<String, String> settings) {
        var body = JsonHttp.MAPPER.createObjectNode();
        if (name != null) {
            body.put("name", name);
        }
        body.put("profile", profile);
        var node = body.putObject("settings");
        settings.forEach(node::put);
        return http.post("/v1/experiments", body);
    }

    /** The experiments, newest first. */
    public JsonNode list() {
        return http.get("/v1/experiments").path("items");
    }

    public JsonNode get(String id) {
        return http.get("/v1/experiments/" + id);
    }

    /** Asks that an experiment ends early. */
    public void stop(String id) {
        HttpRequest request = http.request("/v1/experiments/" + id + "/stop")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /**
     * A part of the dead letters, newest first.
     *
     * @param topic of these alone; null for all
     * @return {@code items}, and {@code total}: how many there are in all
     */
    public JsonNode deadLetters(String topic, int limit, int offset) {
        String selection = topic == null ? "" : "&topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8);
        return http.get("/v1/dead-letters?limit=" + limit + "&offset=" + offset + selection);
    }

    /**
     * Writes a dead letter back to its topic.
     *
     * @param again whether also when that was done before
     * @return the dead letter
     */
    public JsonNode redrive(long id, boolean again) {
        return http.post("/v1/dead-letters/" + id + "/redrive?again=" + again);
    }

    /**
     * Follows an experiment from its first event to its last. When the service goes away meanwhile, goes on where it broke off once
     * it is back.
     *
     * @param listener is told each event: its short type and body
     */
    public void follow(String id, Consumer<StreamedEvent> listener) {
        get(id);
        EventStream stream = new EventStream(listener);
        Instant giveUp = Instant.now().plus(PATIENCE);
        while (!stream.ended) {
            String before = stream.lastId;
            try {
                HttpRequest.Builder request =
                        http.request("/v1/experiments/" + id + "/events").header("Accept", "text/event-stream");
                if (stream.lastId != null) {
                    request.header("Last-Event-ID", stream.lastId);
                }
                HttpResponse<Stream<String>> response = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                try (Stream<String> lines = response.body()) {
                    for (Iterator<String> line = lines.iterator(); line.hasNext(); ) {
                        stream.take(line.next());
                    }
                }
            } catch (MeshException | UncheckedIOException e) {
                if (Instant.now().isAfter(giveUp)) {
                    throw e;
                }
            }
            if (!stream.ended) {
                if (stream.lastId != null && !stream.lastId.equals(before)) {
                    giveUp = Instant.now().plus(PATIENCE);
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    /**
     * An event as the stream gives it.
     *
     * @param type as {@code RewardMeasured}
     */
    public record StreamedEvent(String type, JsonNode body) {}

    /** Reads the lines of a text/event-stream (HTML standard, section 9.2). */
    private static final class EventStream {

        private final Consumer<StreamedEvent> listener;
        private String lastId; // null before the first event
        private String type = "";
        private final StringBuilder data = new StringBuilder();
        private boolean ended;

        EventStream(Consumer<StreamedEvent> listener) {
            this.listener = listener;
        }

        void take(String line) {
            if (line.isEmpty()) {
                dispatch();
            } else if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }

        private void dispatch() {
            if (data.length() > 0) {
                try {
                    listener.accept(new StreamedEvent(type, JsonHttp.MAPPER.readTree(data.toString())));
                } catch (IOException e) {
                    throw new MeshException("an event of the stream is no JSON: " + e.getMessage());
                }
                ended |= type.equals("ExperimentEnded"); // what other topics still bring may follow it
            }
            type = "";
            data.setLength(0);
        }
    }
}
