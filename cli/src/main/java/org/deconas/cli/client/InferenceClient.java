package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.deconas.cli.mesh.MeshException;
import org.deconas.pictures.PictureFormat;

/** The inference service over HTTP. */
public final class InferenceClient {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final int OK = 200;

    private final JsonHttp http;
    private final Patience patience;

    /**
     * @param url without a slash at the end
     */
    public InferenceClient(String url) {
        this(url, Patience.USUAL);
    }

    /**
     * @param url without a slash at the end
     */
    InferenceClient(String url, Patience patience) {
        this.http = new JsonHttp("the inference service", url);
        this.patience = patience;
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
     * How many times wider and higher a model makes images.
     *
     * @param id empty for the newest
     * @throws MeshException when there is no such model
     */
    public int scale(Optional<String> id) {
        for (JsonNode model : models()) {
            if (id.map(model.path("id").asText()::equals)
                    .orElse(model.path("default").asBoolean())) {
                return model.path("scale").asInt();
            }
        }
        if (id.isPresent()) {
            throw new MeshException("there is no model " + id.get() + "; 'deconas models' lists those that there are");
        }
        throw new MeshException("no model serves that was trained here; one does when a search or a training ends."
                + " An imported one serves where --model names it, see 'deconas models'");
    }

    /**
     * Enlarges an image from file to file: neither is held in memory. While the service has too much to do, it is asked
     * again as it wishes, for some minutes at most.
     *
     * @param image any file; the service tells by its content what it is
     * @param result the file to write; none is there yet. When this fails, half of it may be
     * @return how many times wider and higher it became
     * @throws MeshException when the service refuses the image, with its reason alone, or cannot be asked
     * @throws FileNotFoundException when the image cannot be read
     */
    public OptionalInt upscale(Path image, UpscaleWishes wishes, Path result) throws FileNotFoundException {
        HttpRequest request = http.request("/v1/upscale" + wishes.query())
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(image))
                .build();
        HttpResponse<byte[]> answer = http.sendAnyway(request, orProblem(result));
        Duration waited = Duration.ZERO;
        Optional<Duration> pause = patience.pauseAfter(1, waited, answer);
        for (int attempt = 2; pause.isPresent(); attempt++) {
            sleep(pause.get());
            waited = waited.plus(pause.get());
            answer = http.sendAnyway(request, orProblem(result));
            pause = patience.pauseAfter(attempt, waited, answer);
        }
        requireOf(wishes.resultFormat(), answer);
        OptionalLong scale = answer.headers().firstValueAsLong("Deconas-Scale");
        return scale.isPresent() ? OptionalInt.of(Math.toIntExact(scale.getAsLong())) : OptionalInt.empty();
    }

    /** Success goes to the file, a problem into memory. */
    private static HttpResponse.BodyHandler<byte[]> orProblem(Path result) {
        return head -> head.statusCode() == OK
                ? HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofFile(
                                result, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        file -> new byte[0])
                : HttpResponse.BodySubscribers.ofByteArray();
    }

    private static void requireOf(PictureFormat format, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            String detail = JsonHttp.detail(answer.body());
            throw new MeshException(detail.isBlank() ? "the inference service answers " + answer.statusCode() : detail);
        }
        String type = answer.headers().firstValue("Content-Type").orElse("nothing named");
        if (!PictureFormat.ofMediaType(type).equals(Optional.of(format))) {
            throw new MeshException("the inference service gave " + type + " in place of " + format.mediaType()
                    + "; it may be of another version than this program");
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshException("interrupted while waiting for the inference service");
        }
    }

    /**
     * Enlarges an image.
     *
     * @param image an image file
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
