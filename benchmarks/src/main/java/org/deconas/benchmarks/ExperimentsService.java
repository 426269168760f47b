package org.deconas.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;

/** The experiments service of a running mesh, as far as benchmarks need it. */
final class ExperimentsService {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    /** @param address such as {@code http://127.0.0.1:8080} */
    ExperimentsService(String address) {
        this.address = address;
    }

    /** The settings of the profile quick, over a folder of images that need not be there. */
    ExperimentSettings quickProfile() throws IOException {
        ObjectNode quick = (ObjectNode) get("/v1/profiles")
                .orElseThrow(() -> new IOException("There are no profiles"))
                .get("quick");
        ((ObjectNode) quick.get("data")).put("images", "/images");
        return EventCodec.mapper().treeToValue(quick, ExperimentSettings.class);
    }

    boolean has(String experiment) throws IOException {
        return get("/v1/experiments/" + experiment).isPresent();
    }

    /** @throws IOException when it is not taken, with what the service says */
    void includeArchive(Path archive) throws IOException {
        HttpResponse<String> imported = send(HttpRequest.newBuilder(URI.create(address + "/v1/archives"))
                .header("Content-Type", "application/zip")
                .POST(HttpRequest.BodyPublishers.ofFile(archive))
                .build());
        if (imported.statusCode() != 201) {
            throw new IOException("The import failed: " + imported.body());
        }
    }

    /**
     * Waits until the read model has come so far that an answer is as it should be.
     *
     * @throws IOException when it has not after ten minutes
     */
    void await(String path, Predicate<JsonNode> wanted) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!get(path).filter(wanted).isPresent()) {
            if (System.nanoTime() > end) {
                throw new IOException(path + " is not as it should be after " + LIMIT);
            }
            pause();
        }
    }

    /** Empty when it is not there. */
    private Optional<JsonNode> get(String path) throws IOException {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(address + path)).build());
        return answer.statusCode() == 200 ? Optional.of(EventCodec.mapper().readTree(answer.body())) : Optional.empty();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("The benchmark was interrupted");
    }
}
