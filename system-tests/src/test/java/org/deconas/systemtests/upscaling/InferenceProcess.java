package org.deconas.systemtests.upscaling;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deconas.cli.mesh.InstalledLauncher;
import org.deconas.cli.mesh.Launch;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.cli.mesh.MeshPorts;
import org.deconas.cli.mesh.MeshSettings;
import org.deconas.infra.LocalPorts;

/** The inference service as {@code deconas up} starts it, alone. Without a broker it serves the models of its home. */
final class InferenceProcess implements AutoCloseable {

    private static final int NOTHING_LISTENS = 1;
    private static final String UPSCALE = "/v1/upscale";

    private final Process process;
    private final URI base;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private InferenceProcess(Process process, URI base, Path log) {
        this.process = process;
        this.base = base;
        this.log = log;
    }

    /** Starts it without a broker, and waits until it is ready. */
    static InferenceProcess start(MeshHome home, Map<String, String> environment) throws IOException {
        return start(home, NOTHING_LISTENS, environment);
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param environment settings beside the usual ones
     */
    static InferenceProcess start(MeshHome home, int kafkaPort, Map<String, String> environment) throws IOException {
        int port = LocalPorts.free();
        MeshPorts usual = MeshPorts.DEFAULT;
        MeshSettings settings = MeshSettings.embedded(new MeshPorts(
                kafkaPort,
                usual.postgres(),
                usual.experiments(),
                port,
                usual.trainer(),
                usual.sampler(),
                usual.policy(),
                usual.moreTrainers()));
        Launch launch = new InstalledLauncher(Path.of("..")).of(MeshMember.INFERENCE, home, settings);
        Path log = home.directory().resolve("inference.log");
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(home.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        builder.environment().put("TF_ENABLE_ONEDNN_OPTS", "1");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.environment().putAll(environment);
        InferenceProcess started =
                new InferenceProcess(builder.start(), URI.create(settings.urlOf(MeshMember.INFERENCE)), log);
        await("inference is ready")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(started::isReady);
        return started;
    }

    /** Where it answers. */
    URI uri(String path) {
        return base.resolve(path);
    }

    boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("inference has died; it wrote: " + Files.readString(log));
        }
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
        return http.send(posting(path, body), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> upscale(String query, byte[] image) throws IOException, InterruptedException {
        return post(UPSCALE + query, image);
    }

    HttpResponse<Path> upscaleToFile(String query, byte[] image, Path file) throws IOException, InterruptedException {
        return http.send(posting(UPSCALE + query, image), HttpResponse.BodyHandlers.ofFile(file));
    }

    private HttpRequest posting(String path, byte[] body) {
        return HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The sum of a metric over its labels. */
    double metric(String name) throws IOException, InterruptedException {
        return new String(get("/q/metrics").body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /**
     * What the process holds on to, MiB: its physical memory once garbage is collected and the native allocator has given back what is
     * free. What it has beside that at a moment is the work of that moment, and says nothing about a leak.
     */
    long heldMebibytes() throws IOException, InterruptedException {
        tell("GC.run");
        tell("System.trim_native_heap");
        return status("VmRSS:");
    }

    private void tell(String diagnosticCommand) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process command = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), diagnosticCommand)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (command.waitFor() != 0) {
            throw new AssertionError("jcmd " + diagnosticCommand + " failed");
        }
    }

    /** The most that it has had there, MiB. */
    long mostResidentMebibytes() throws IOException {
        return status("VmHWM:");
    }

    private long status(String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String line =
                    lines.filter(each -> each.startsWith(field)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
