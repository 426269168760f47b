package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.deconas.infra.LocalPorts;
import org.deconas.schema.Event;
import org.deconas.systemtests.chaos.TopicLog;

/** A mesh that {@code deconas up} has started, on ports of its own: its processes and its HTTP interfaces. */
final class RunningMesh {

    private final Path home;
    private final DeconasProgram deconas;
    private final JsonNode ports;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningMesh(Path home, DeconasProgram deconas, JsonNode ports) {
        this.home = home;
        this.deconas = deconas;
        this.ports = ports;
    }

    static RunningMesh start(Path home, int trainers) throws IOException, InterruptedException {
        DeconasProgram deconas = new DeconasProgram(home);
        List<String> up = new ArrayList<>(List.of("up", "--trainers", Integer.toString(trainers)));
        for (String process : List.of(
                "kafka", "postgres", "experiments", "inference", "trainer", "more-trainers", "sampler", "policy")) {
            up.addAll(List.of("--" + process + "-port", Integer.toString(LocalPorts.free())));
        }
        DeconasProgram.Outcome outcome = deconas.run(up.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        JsonNode ports =
                new ObjectMapper().readTree(home.resolve("mesh.json").toFile()).path("ports");
        return new RunningMesh(home, deconas, ports);
    }

    /** The program of this mesh's user. */
    DeconasProgram deconas() {
        return deconas;
    }

    /** Stops it, and finds that no process is left. */
    void stop() throws IOException, InterruptedException {
        List<ProcessHandle> processes = new ArrayList<>();
        for (JsonNode member : deconas.run("status", "--json").json().path("members")) {
            ProcessHandle.of(member.path("pid").asLong()).ifPresent(process -> {
                processes.add(process);
                process.descendants().forEach(processes::add);
            });
        }
        assertThat(processes).hasSizeGreaterThanOrEqualTo(7);

        assertThat(deconas.run("down").exitCode()).isZero();

        // A process that has ended counts as alive until its parent has taken note
        await("no process is left")
                .atMost(Duration.ofSeconds(30))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.contains(home.toString())))
                .as("processes that work in the home")
                .isEmpty();
    }

    long pidOf(String process) throws IOException, InterruptedException {
        for (JsonNode member : deconas.run("status", "--json").json().path("members")) {
            if (member.path("name").asText().equals(process)) {
                return member.path("pid").asLong();
            }
        }
        throw new AssertionError("no " + process);
    }

    JsonNode get(String service, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(service, path)).build();
        return new ObjectMapper()
                .readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body());
    }

    /** What a service tells machines that watch it, a line for each metric. */
    List<String> metrics(String service) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(service, "/q/metrics")).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    /** The events of one kind that the log has of an experiment, each topic's partitions in their order. */
    <T extends Event> List<T> eventsOf(String experiment, Class<T> kind) {
        return entriesOf(experiment)
                .map(TopicLog.Entry::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The ids of the traces that an experiment's records belong to, by the kind of their events; "none" for no trace. */
    Map<String, Set<String>> tracesOf(String experiment) {
        return entriesOf(experiment)
                .collect(Collectors.groupingBy(
                        entry -> entry.event().getClass().getSimpleName(),
                        Collectors.mapping(RunningMesh::trace, Collectors.toSet())));
    }

    /** The second part of the W3C trace context. */
    private static String trace(TopicLog.Entry entry) {
        Header trace = entry.record().headers().lastHeader("traceparent");
        return trace == null ? "none" : new String(trace.value(), StandardCharsets.UTF_8).split("-")[1];
    }

    private Stream<TopicLog.Entry> entriesOf(String experiment) {
        return new TopicLog("127.0.0.1:" + ports.path("kafka").asInt())
                .all().stream().filter(entry -> entry.event().experimentId().equals(experiment));
    }

    HttpResponse<byte[]> upscale(String model, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("inference", "/v1/upscale?model=" + model))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI uri(String service, String path) {
        return URI.create("http://127.0.0.1:" + ports.path(service).asInt() + path);
    }
}
