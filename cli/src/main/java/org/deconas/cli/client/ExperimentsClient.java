package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;
import org.deconas.search.Verification;
import org.deconas.search.WhatIf;

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

    /**
     * Starts a search that goes on from a point of another experiment's log.
     *
     * @param round the first round that is searched anew; null when a position is given
     * @param position the last position that counts; null when a round is given
     * @param name may be null
     * @param settings dotted key to value
     * @return the new experiment
     */
    public JsonNode goOn(String experiment, Integer round, Long position, String name, Map<String, String> settings) {
        var body = JsonHttp.MAPPER.createObjectNode();
        var origin = body.putObject("origin").put("experiment", experiment);
        if (round != null) {
            origin.put("round", round);
        } else {
            origin.put("position", position);
        }
        if (name != null) {
            body.put("name", name);
        }
        var node = body.putObject("settings");
        settings.forEach(node::put);
        return http.post("/v1/experiments", body);
    }

    /** Whether an experiment's log is what follows from its trainers' answers. */
    public Verification verify(String id) {
        return replay(id, Map.of(), "verification", Verification.class);
    }

    /** What an experiment's policy would have become with other settings. */
    public WhatIf ask(String id, Map<String, String> settings) {
        return replay(id, settings, "whatIf", WhatIf.class);
    }

    private <T> T replay(String id, Map<String, String> settings, String answer, Class<T> type) {
        var body = JsonHttp.MAPPER.createObjectNode();
        var node = body.putObject("settings");
        settings.forEach(node::put);
        JsonNode replayed = http.post("/v1/experiments/" + id + "/replay", body);
        return JsonHttp.MAPPER.convertValue(replayed.path(answer), type);
    }

    /** Writes an experiment's archive to a file. */
    public void export(String id, String artifacts, Path file) throws IOException {
        download("/v1/experiments/" + id + "/archive?artifacts=" + artifacts, file);
    }

    /** Writes the files of an experiment's winner, a ZIP archive, to a file. */
    public void winner(String id, Path file) throws IOException {
        download("/v1/experiments/" + id + "/winner", file);
    }

    private void download(String path, Path file) throws IOException {
        HttpRequest request = http.request(path).build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream archive = response.body()) {
            Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Imports an archive. */
    public JsonNode importArchive(Path file) {
        try {
            HttpRequest request = http.request("/v1/archives")
                    .header("Content-Type", "application/zip")
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            return http.json(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (FileNotFoundException e) {
            throw new MeshException("there is no file " + file);
        }
    }

    /** The experiments, newest first. */
    public JsonNode list() {
        return http.get("/v1/experiments").path("items");
    }

    public JsonNode get(String id) {
        return http.get("/v1/experiments/" + id);
    }

    /** Asks that an experiment gives out no work until it is resumed. */
    public void pause(String id) {
        ask(id, "pause");
    }

    /** Asks that a paused experiment goes on. */
    public void resume(String id) {
        ask(id, "resume");
    }

    /** Asks that an experiment ends early. */
    public void stop(String id) {
        ask(id, "stop");
    }

    private void ask(String id, String what) {
        HttpRequest request = http.request("/v1/experiments/" + id + "/" + what)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Deletes an experiment that has ended. */
    public void delete(String id) {
        HttpRequest request = http.request("/v1/experiments/" + id).DELETE().build();
        http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /**
     * Starts a search with the settings of another one.
     *
     * @param name may be null
     * @param settings those that are changed: dotted key to value
     * @return the new experiment
     */
    public JsonNode cloneOf(String id, String name, Map<String, String> settings) {
        var body = JsonHttp.MAPPER.createObjectNode();
        if (name != null) {
            body.put("name", name);
        }
        var node = body.putObject("settings");
        settings.forEach(node::put);
        return http.post("/v1/experiments/" + id + "/clone", body);
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
        follow(id, listener, Connection.UNWATCHED);
    }

    /**
     * The same, and tells what becomes of the connection.
     *
     * @param connection is told when it breaks and when it is back
     */
    public void follow(String id, Consumer<StreamedEvent> listener, Connection connection) {
        get(id);
        EventStream stream = new EventStream(listener);
        Instant lostAt = null; // null while connected
        while (!stream.ended) {
            String reason = "the experiments service broke off";
            try {
                HttpRequest.Builder request =
                        http.request("/v1/experiments/" + id + "/events").header("Accept", "text/event-stream");
                if (stream.lastId != null) {
                    request.header("Last-Event-ID", stream.lastId);
                }
                HttpResponse<Stream<String>> response = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                if (lostAt != null) {
                    lostAt = null;
                    connection.back(stream.lastId);
                }
                stream.begin();
                try (Stream<String> lines = response.body()) {
                    for (Iterator<String> line = lines.iterator(); line.hasNext(); ) {
                        stream.take(line.next());
                    }
                }
            } catch (MeshException | UncheckedIOException e) {
                if (lostAt != null && Instant.now().isAfter(lostAt.plus(PATIENCE))) {
                    throw e;
                }
                if (e instanceof MeshException) {
                    reason = e.getMessage();
                }
            }
            if (!stream.ended) {
                if (lostAt == null) {
                    lostAt = Instant.now();
                    connection.lost(reason);
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    /** Whether events still come. */
    public interface Connection {

        /** Says nothing. */
        Connection UNWATCHED = new Connection() {
            @Override
            public void lost(String reason) {}

            @Override
            public void back(String lastEventId) {}
        };

        /** Nothing is heard any more; it is tried again. */
        void lost(String reason);

        /**
         * The service answers again.
         *
         * @param lastEventId after which it goes on; null when none came yet
         */
        void back(String lastEventId);
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
        private String lastId; // of the last whole event; null before the first
        private String id; // of the event that is being read; null without one
        private String type = "";
        private final StringBuilder data = new StringBuilder();
        private boolean ended;

        EventStream(Consumer<StreamedEvent> listener) {
            this.listener = listener;
        }

        /** What an earlier connection left unfinished is sent again. */
        void begin() {
            id = lastId;
            type = "";
            data.setLength(0);
        }

        void take(String line) {
            if (line.isEmpty()) {
                dispatch();
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
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
                lastId = id;
                ended |= type.equals("ExperimentEnded"); // what other topics still bring may follow it
            }
            type = "";
            data.setLength(0);
        }
    }
}
