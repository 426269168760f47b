package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;

/** A service's HTTP interface, as this program uses it: problems become one line. */
final class JsonHttp {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int FIRST_ERROR = 400;
    private static final String KEY_VARIABLE = "DECONAS_API_KEY";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final String name;
    private final String url;
    private final String key;

    /**
     * Sends the key of the environment variable {@code DECONAS_API_KEY}, if there is one.
     *
     * @param name what the user calls the service
     * @param url without a slash at the end
     */
    JsonHttp(String name, String url) {
        this(name, url, Objects.requireNonNullElse(System.getenv(KEY_VARIABLE), ""));
    }

    /**
     * @param key empty for none
     */
    JsonHttp(String name, String url, String key) {
        if (!key.matches("[!-~]*")) {
            throw new MeshException(KEY_VARIABLE + " is no key: it has characters that no key has");
        }
        this.name = name;
        this.url = url;
        this.key = key;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    JsonNode get(String path) {
        return json(send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    JsonNode post(String path, Object body) {
        try {
            HttpRequest request = request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))
                    .build();
            return json(send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new MeshException("the answer of " + name + " is no JSON: " + e.getMessage());
        }
    }

    /** Posts nothing. */
    JsonNode post(String path) {
        HttpRequest request =
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
        return json(send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Sends a request; an answer that is a problem is thrown with its detail. */
    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        HttpResponse<T> response = sendAnyway(request, handler);
        requireSuccess(response);
        return response;
    }

    /** An answer that is a problem is thrown with its detail. */
    void requireSuccess(HttpResponse<?> response) {
        if (response.statusCode() >= FIRST_ERROR) {
            throw new MeshException(name + " answers " + response.statusCode() + ": " + detail(response.body()));
        }
    }

    /** Sends a request, and gives the answer whatever it is. */
    <T> HttpResponse<T> sendAnyway(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (ConnectException e) {
            throw new MeshException(name + " does not answer at " + url + "; start the mesh with 'deconas up'");
        } catch (IOException e) {
            throw new MeshException(name + " broke off at " + url + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshException("interrupted while " + name + " was asked");
        }
    }

    /** What the body of a problem says, in a line. */
    static String detail(Object body) {
        if (body instanceof InputStream stream) {
            try (stream) {
                return detail(stream.readAllBytes());
            } catch (IOException e) {
                return "(no detail: " + e.getMessage() + ")";
            }
        }
        if (body instanceof Stream<?> lines) {
            try (lines) {
                return detail(lines.map(String::valueOf)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        if (body instanceof byte[] bytes) {
            try {
                JsonNode problem = MAPPER.readTree(bytes);
                return problem.path("detail").asText(problem.path("title").asText());
            } catch (IOException e) {
                return new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
            }
        }
        return "(no detail)";
    }

    JsonNode json(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new MeshException("the answer of " + name + " is no JSON: " + e.getMessage());
        }
    }
}
