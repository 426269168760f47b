package org.deconas.systemtests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.deconas.cli.mesh.InstalledLauncher;
import org.deconas.cli.mesh.Launch;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.cli.mesh.MeshPorts;
import org.deconas.cli.mesh.MeshSettings;

/** The inference service of a home as a process of its own, without Kafka: it serves the models on its disk. */
final class InferenceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final MeshHome home;
    private final Map<String, String> environment;
    private final MeshSettings settings;
    private Process process;

    /** @param environment what it has beside what {@code deconas up} gives it */
    InferenceProcess(Path home, Map<String, String> environment) throws IOException {
        this.home = new MeshHome(home);
        this.environment = environment;
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            settings = MeshSettings.embedded(
                    new MeshPorts(second.getLocalPort(), 5433, 8080, first.getLocalPort(), 8082, 8083, 8084, 8090));
        }
        this.home.create();
    }

    /** Starts it and waits until it is ready. */
    void start() throws IOException {
        Launch launch = new InstalledLauncher(Path.of("..")).of(MeshMember.INFERENCE, home, settings);
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(home.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.log(MeshMember.INFERENCE).toFile()));
        builder.environment().putAll(launch.environment());
        builder.environment().put("TF_ENABLE_ONEDNN_OPTS", "1");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.environment().putAll(environment);
        process = builder.start();
        await("inference is ready")
                .atMost(START_LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> send(request("/q/health/ready").build()).statusCode() == 200);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(path).body());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        int port = settings.portsOf(MeshMember.INFERENCE).get(0).port();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
