package org.deconas.systemtests.upscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.infra.LocalKafka;
import org.deconas.infra.LocalPorts;
import org.deconas.infra.MeshTopics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Requests without end while models come and go; {@code system-tests/soak} sends more of them. */
class SoakIT {

    private static final int REQUESTS = Integer.getInteger("soak.requests", 200);
    private static final int SWAPS = Integer.getInteger("soak.swaps", 4);
    private static final String REPORT = System.getProperty("soak.report");

    private static final int CLIENTS = 4;
    /** Few, so that what TensorFlow keeps for each size of images is complete before memory is compared; hostile uploads have all sizes. */
    private static final int[] SIDES = {16, 48, 97};

    private static final List<String> FORMATS = List.of("png", "jpeg", "webp", "tiff");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    /** Drawn once: drawing one takes longer than enlarging it. */
    private final List<byte[]> images = images();

    private final AtomicInteger sent = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answersByModel = new ConcurrentHashMap<>();
    private final HeldMemory memory = new HeldMemory(REQUESTS);

    @Test
    @EnabledIfSystemProperty(named = "soak.requests", matches = "\\d+", disabledReason = "system-tests/soak runs it")
    void noRequestIsDroppedWhileModelsAreSwappedAndMemoryDoesNotGrow() throws Exception {
        // Given
        MeshHome home = new MeshHome(directory);
        SmallModels.install(home, "model-0", SmallModels.SMALLEST, 0);
        long begin;
        Duration took;
        long mostMebibytes;
        int kafkaPort = LocalPorts.free();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (LocalKafka kafka = LocalKafka.start(home.data(), kafkaPort)) {
            try (Admin admin = kafka.admin()) {
                MeshTopics.create(admin);
            }
            try (InferenceProcess service = InferenceProcess.start(home, kafkaPort, Map.of());
                    ModelTopic topic = new ModelTopic(kafka.bootstrapServers())) {
                begin = System.nanoTime();

                // When
                List<Future<?>> running = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    Random random = new Random(client);
                    running.add(clients.submit(() -> send(service, random)));
                }
                swapAndWatch(home, service, topic, running);
                for (Future<?> client : running) {
                    client.get();
                }
                took = Duration.ofNanos(System.nanoTime() - begin);
                mostMebibytes = service.mostResidentMebibytes();
            }
        } finally {
            clients.shutdownNow();
        }

        // Then
        report(took, mostMebibytes);
        assertThat(failures).isEmpty();
        assertThat(answersByModel).hasSize(SWAPS + 1);
        if (memory.tellsGrowth()) {
            assertThat(memory.growth()).isLessThan(HeldMemory.LARGEST_GROWTH);
        }
    }

    private void swapAndWatch(MeshHome home, InferenceProcess service, ModelTopic topic, List<Future<?>> running)
            throws Exception {
        int swaps = 0;
        while (running.stream().anyMatch(client -> !client.isDone()) || swaps < SWAPS) {
            int answered = answersByModel.values().stream().mapToInt(n -> n).sum();
            if (swaps < SWAPS && answered >= (long) REQUESTS * (swaps + 1) / (SWAPS + 2)) {
                swaps++;
                String id = "model-" + swaps;
                topic.announce(SmallModels.store(home, id, SmallModels.SMALLEST, swaps));
                await(id + " serves")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> modelOf(service).equals(id));
            }
            memory.readAt(answered, service);
            Thread.sleep(20);
        }
        memory.readAt(REQUESTS, service);
    }

    private String modelOf(InferenceProcess service) throws IOException, InterruptedException {
        return counted(service.upscale("", SoundImages.png(16, 16, 1)), "");
    }

    private void send(InferenceProcess service, Random random) {
        try {
            while (sent.incrementAndGet() <= REQUESTS) {
                byte[] image = images.get(random.nextInt(images.size()));
                String query = "?format=" + FORMATS.get(random.nextInt(FORMATS.size()))
                        + (random.nextInt(10) == 0 ? "&ensemble=true" : "");
                counted(service.upscale(query, image), query);
            }
        } catch (IOException | InterruptedException e) {
            failures.add(e.toString());
        }
    }

    private static List<byte[]> images() {
        List<byte[]> images = new ArrayList<>();
        for (int width : SIDES) {
            for (int height : SIDES) {
                for (int seed = 0; seed < 8; seed++) {
                    images.add(SoundImages.png(width, height, seed));
                }
            }
        }
        return List.copyOf(images);
    }

    private String counted(HttpResponse<byte[]> response, String query) {
        String model = response.headers().firstValue("Deconas-Model").orElse("none");
        if (response.statusCode() == 200) {
            answersByModel.merge(model, 1, Integer::sum);
        } else {
            failures.add(response.statusCode() + " to " + query + ": " + new String(response.body()));
        }
        return model;
    }

    private void report(Duration took, long mostMebibytes) throws IOException {
        if (REPORT == null) {
            return;
        }
        int answered = answersByModel.values().stream().mapToInt(n -> n).sum();
        Files.createDirectories(Path.of(REPORT).getParent());
        Files.writeString(
                Path.of(REPORT),
                String.format(
                        Locale.ROOT,
                        """
                        # %,d requests while %d models come and go

                        %,d answered with 200, %d not, in %d min %d s, by %d models, %d clients at a time.

                        %s At most it had %d at a moment.

                        """,
                        REQUESTS,
                        SWAPS,
                        answered,
                        failures.size(),
                        took.toMinutes(),
                        took.toSecondsPart(),
                        answersByModel.size(),
                        CLIENTS,
                        memory,
                        mostMebibytes));
    }
}
