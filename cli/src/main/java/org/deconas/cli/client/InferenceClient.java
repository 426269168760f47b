package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.deconas.cli.mesh.MeshException;

/** The inference service over HTTP. */
public final class InferenceClient {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final JsonHttp http;

    /**
     * @param url without a slash at the end
     */
    public InferenceClient(String url) {
        http = new JsonHttp("the inference service", url);
    }

    /** The models: those that are served, and those that are not (yet). */
    public JsonNode models() {
        return http.get("/v1/models");
    }

    /** One model. */
    public JsonNode model(String id) {
        return http.get("/v1/models/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    /** Waits until a model that was promoted is served. */
    public JsonNode awaitModel(String id, Duration limit) {
        Instant giveUp = Instant.now().plus(limit);
        while (true) {
            try {
                return model(id);
            } catch (MeshException e) {
                if (Instant.now().isAfter(giveUp)) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    /**
     * Enlarges an image.
     *
     * @param image PNG, JPEG or BMP
     * @param model its id; null for the default
     * @return PNG
     */
    public byte[] upscale(byte[] image, String model) {
        String query = model == null ? "" : "?model=" + URLEncoder.encode(model, StandardCharsets.UTF_8);
        HttpRequest request = http.request("/v1/upscale" + query)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(image))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }
}
