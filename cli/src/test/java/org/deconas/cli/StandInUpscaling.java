package org.deconas.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/** Stands in for the inference service's model: gives images of twice the size, all black, and remembers what was asked. */
final class StandInUpscaling implements AutoCloseable {

    private static final String MODELS =
            "[{\"id\": \"newest\", \"default\": true, \"scale\": 2}, {\"id\": \"other\", \"default\": false, \"scale\": 3}]";

    private final StandInService service;
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile HttpHandler answer = exchange -> enlarge(exchange, 2);

    StandInUpscaling(Path home) throws IOException {
        service = StandInService.inference(home);
        service.at("/v1/models", exchange -> StandInService.answer(exchange, 200, MODELS));
        service.at("/v1/upscale", exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            queries.add(query == null ? "" : query);
            answer.handle(exchange);
        });
    }

    /** From now on answers so. */
    void answers(HttpHandler handler) {
        answer = handler;
    }

    /** The query of each image that was sent. */
    List<String> queries() {
        return queries;
    }

    /** Answers with an image that many times the size, or that it is none. */
    static void enlarge(HttpExchange exchange, int scale) throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()));
        if (image == null) {
            refuse(exchange, 415, "The body is no image");
            return;
        }
        byte[] enlarged = png(scale * image.getWidth(), scale * image.getHeight());
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.getResponseHeaders().set("Deconas-Scale", String.valueOf(scale));
        exchange.sendResponseHeaders(200, enlarged.length);
        exchange.getResponseBody().write(enlarged);
        exchange.close();
    }

    /** Answers with a problem. */
    static void refuse(HttpExchange exchange, int status, String detail) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        StandInService.answer(exchange, status, "{\"status\": " + status + ", \"detail\": \"" + detail + "\"}");
    }

    /** Writes an image of 3x2 pixels. */
    static Path image(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, png(3, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Override
    public void close() {
        service.close();
    }
}
