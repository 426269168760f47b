package org.deconas.systemtests.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.report.EventReader;
import org.deconas.report.ExperimentLog;
import org.deconas.report.SearchComparison;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;

/** Searches, one after the other, while faults happen; then one that nothing disturbs; then everything is checked. */
final class ChaosRun {

    private static final Map<String, Object> TINY = new LinkedHashMap<>();

    static {
        TINY.put("network.filters", 8);
        TINY.put("network.blocks", 1);
        TINY.put("network.cells", 2);
        TINY.put("search.rounds", 4);
        TINY.put("search.steps-per-round", 40);
        TINY.put("search.updates-per-round", 2);
        TINY.put("search.trials-per-update", 4);
        TINY.put("search.candidates", 4);
        TINY.put("search.lanes", 2);
        TINY.put("data.validation-patches", 8);
        TINY.put("search.trial-patches", 4);
        TINY.put("training.finalist-steps", 20);
        TINY.put("training.steps", 80);
        TINY.put("training.segment-steps", 20);
    }

    private static final Duration SEARCH_LIMIT = Duration.ofMinutes(5);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(5);
    private static final int MOST_ITEMS = 1000;

    private final ChaosMesh mesh;
    private final long seed;
    private final Path images;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LOOK_LIMIT).build();

    ChaosRun(ChaosMesh mesh, long seed, Path images) {
        this.mesh = mesh;
        this.seed = seed;
        this.images = images;
    }

    /**
     * What came of it.
     *
     * @param undisturbed the first search beside one of the same seed that nothing disturbed
     * @param wrong everything that must not be; empty when all holds
     */
    record Outcome(
            long seed,
            List<FaultInjector.Happened> faults,
            List<ExperimentCheck.Result> experiments,
            SearchComparison undisturbed,
            int deadLetters,
            Duration duration,
            List<String> wrong) {}

    Outcome run(int faults) throws Exception {
        long start = System.nanoTime();
        FaultInjector injector = new FaultInjector(mesh, seed);
        List<FaultInjector.Happened> happened = new ArrayList<>();
        int searches = 0;
        while (happened.size() < faults) {
            if (running().isEmpty()) {
                begin(seed + searches++);
            }
            injector.pause(200, 1500);
            happened.add(injector.next());
            System.out.printf("fault %d of %d: %s%n", happened.size(), faults, happened.get(happened.size() - 1));
        }
        awaitEnds();
        begin(seed);
        awaitEnds();
        return check(happened, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Asks until it is taken: a request that was answered with 503 may have been written, and then there are two. */
    private void begin(long searchSeed) throws Exception {
        ObjectNode body = json.createObjectNode().put("profile", "quick");
        ObjectNode settings = body.putObject("settings");
        TINY.forEach((key, value) -> settings.putPOJO(key, value));
        settings.put("data.images", images.toString()).put("seed", searchSeed);
        long start = System.nanoTime();
        while (System.nanoTime() - start < SEARCH_LIMIT.toNanos()) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(mesh.uri(MeshMember.EXPERIMENTS, "/v1/experiments"))
                                .header("Content-Type", "application/json")
                                .timeout(Duration.ofSeconds(20))
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    return;
                }
                if (answer.statusCode() < 500) {
                    throw new AssertionError(answer.body());
                }
            } catch (IOException e) {
                // It is away, and comes back
            }
            Thread.sleep(200);
        }
        throw new AssertionError("No search could be started");
    }

    /** The searches in the log that have not ended. */
    private Set<String> running() {
        Set<String> running = new TreeSet<>();
        Set<String> ended = new TreeSet<>();
        for (TopicLog.Entry entry : new TopicLog(mesh.bootstrapServers()).all()) {
            if (entry.event() instanceof ExperimentRequested) {
                running.add(entry.event().experimentId());
            } else if (entry.event() instanceof ExperimentEnded) {
                ended.add(entry.event().experimentId());
            }
        }
        running.removeAll(ended);
        return running;
    }

    private void awaitEnds() throws InterruptedException {
        long start = System.nanoTime();
        while (!running().isEmpty()) {
            if (System.nanoTime() - start > SEARCH_LIMIT.toNanos()) {
                throw new AssertionError("These searches do not end: " + running());
            }
            Thread.sleep(500);
        }
    }

    private Outcome check(List<FaultInjector.Happened> happened, Duration duration) throws Exception {
        List<TopicLog.Entry> log = new TopicLog(mesh.bootstrapServers()).all();
        List<String> ids = log.stream()
                .map(TopicLog.Entry::event)
                .filter(ExperimentRequested.class::isInstance)
                .map(Event::experimentId)
                .distinct()
                .toList();
        List<String> wrong = new ArrayList<>();
        List<ExperimentCheck.Result> results = new ArrayList<>();
        for (String id : ids) {
            ExperimentCheck.Result result = settled(id, log);
            results.add(result);
            wrong.addAll(result.faults());
        }
        SearchComparison undisturbed = SearchComparison.of(logOf(ids.get(0), log), logOf(ids.get(ids.size() - 1), log));
        if (!undisturbed.isSame()) {
            wrong.add("the first search differs from the one of the same seed that nothing disturbed: "
                    + undisturbed.first().orElseThrow());
        }
        int deadLetters = new TopicLog(mesh.bootstrapServers()).deadLetters();
        if (deadLetters > 0) {
            wrong.add(deadLetters + " records went to dead-letter topics");
        }
        return new Outcome(seed, happened, results, undisturbed, deadLetters, duration, wrong);
    }

    /** The read model may be behind for a moment; what is still wrong after that is wrong. */
    private ExperimentCheck.Result settled(String id, List<TopicLog.Entry> log) throws Exception {
        ExperimentCheck.Result result = null;
        for (int attempt = 0;
                attempt < 20 && (result == null || !result.faults().isEmpty());
                attempt++) {
            Thread.sleep(attempt == 0 ? 0 : 500);
            String path = "/v1/experiments/" + id;
            result = new ExperimentCheck(id, log)
                    .check(
                            get(path + "/archive?artifacts=none"),
                            json.readTree(get(path + "/trials?limit=" + MOST_ITEMS)),
                            json.readTree(get(path + "/policies?limit=" + MOST_ITEMS)));
        }
        return result;
    }

    /** The service itself waits for its read model, and says 503 when that takes long; five times that long is a fault. */
    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = null;
        for (int attempt = 0; attempt < 5 && (answer == null || answer.statusCode() == 503); attempt++) {
            answer = http.send(
                    HttpRequest.newBuilder(mesh.uri(MeshMember.EXPERIMENTS, path))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " is answered with " + new String(answer.body()));
        }
        return answer.body();
    }

    private static ExperimentLog logOf(String id, List<TopicLog.Entry> log) throws IOException {
        EventReader reader = new EventReader();
        for (TopicLog.Entry entry : log) {
            if (entry.event().experimentId().equals(id)) {
                reader.add(
                        EventCodec.type(entry.event()),
                        EventCodec.mapper().readTree(entry.record().value()));
            }
        }
        return reader.logs().get(0);
    }
}
