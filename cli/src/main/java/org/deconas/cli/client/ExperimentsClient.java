package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Consumer;
import org.deconas.cli.mesh.MeshException;
import org.deconas.search.Verification;
import org.deconas.search.WhatIf;

/** The experiments service over HTTP. */
public final class ExperimentsClient {

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
        return http.post("/v1/experiments", asked(name, settings).put("profile", profile));
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
        ObjectNode body = asked(name, settings);
        ObjectNode origin = body.putObject("origin").put("experiment", experiment);
        if (round != null) {
            origin.put("round", round);
        } else {
            origin.put("position", position);
        }
        return http.post("/v1/experiments", body);
    }

    private static ObjectNode asked(String name, Map<String, String> settings) {
        ObjectNode body = JsonHttp.MAPPER.createObjectNode();
        if (name != null) {
            body.put("name", name);
        }
        ObjectNode node = body.putObject("settings");
        settings.forEach(node::put);
        return body;
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
        JsonNode replayed = http.post("/v1/experiments/" + id + "/replay", asked(null, settings));
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
        return http.post("/v1/experiments/" + id + "/clone", asked(name, settings));
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
        follow(id, listener, StreamConnection.UNWATCHED);
    }

    /**
     * The same, and tells what becomes of the connection.
     *
     * @param connection is told when it breaks and when it is back
     */
    public void follow(String id, Consumer<StreamedEvent> listener, StreamConnection connection) {
        get(id);
        new EventFollower(http, "/v1/experiments/" + id + "/events", listener, connection).follow();
    }
}
