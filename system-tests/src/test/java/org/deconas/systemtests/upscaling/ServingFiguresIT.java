package org.deconas.systemtests.upscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the inference service takes, in time and memory; {@code system-tests/serving-figures} runs it and keeps what it says. */
@EnabledIfSystemProperty(named = "figures.report", matches = ".+")
class ServingFiguresIT {

    private static final int ROUNDS = 5;
    private static final int[] CLIENTS = {1, 2, 4, 8, 16};
    private static final int SMALL_SIDE = 32;
    private static final int REQUESTS_EACH = 24;
    private static final String RUNS = "deconas_inference_runs_total";
    private static final String NETWORK_SECONDS = "deconas_inference_seconds_sum";

    private static final int LARGE_WIDTH = 8660;
    private static final int LARGE_HEIGHT = 5774;
    private static final long TWO_GIBIBYTES = 2048;

    @TempDir
    Path directory;

    private final StringBuilder report = new StringBuilder("# The inference service in figures\n\n");

    @Test
    void figures() throws Exception {
        // Given
        MeshHome published = home("published", NetworkShape.PUBLISHED);
        MeshHome small = home("small", new NetworkShape(16, 1, 2, true));

        // When
        long most;
        try {
            endToEnd(published);
            throughput("16 filters, 1 block", small);
            throughput("the published architecture, 64 filters, 4 blocks", published);
            most = fiftyMegapixels(small);
        } finally {
            Path file = Path.of(System.getProperty("figures.report"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, report);
        }

        // Then
        assertThat(most).as("MiB of a 50-megapixel image").isLessThan(TWO_GIBIBYTES);
    }

    private MeshHome home(String name, NetworkShape shape) throws IOException {
        MeshHome home = new MeshHome(directory.resolve(name));
        SmallModels.install(home, name, shape, 1);
        return home;
    }

    private void endToEnd(MeshHome home) throws Exception {
        byte[] image = SoundImages.png(640, 360, 1);
        report.append("## One image of 640x360 to 1280x720, the published architecture\n\n");
        double[] ratios = new double[ROUNDS];
        double[] seconds = new double[ROUNDS];
        try (InferenceProcess service = InferenceProcess.start(home, Map.of())) {
            for (int round = -1; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                HttpResponse<byte[]> response = service.upscale("", image);
                double whole = (System.nanoTime() - begin) / 1e9;
                if (round >= 0) {
                    seconds[round] = whole;
                    ratios[round] = whole / networkSeconds(response);
                }
            }
        }
        Arrays.sort(ratios);
        say(
                "PNG in to PNG out, as its client sees it, over what its network's run took in the same process: %.3f (median of %d, %.3f to %.3f);"
                        + " %.1f s in all.%n%n",
                ratios[ROUNDS / 2], ROUNDS, ratios[0], ratios[ROUNDS - 1], median(seconds));
    }

    /** Together and one by one, in turn; a client sends its next image when it has its answer. */
    private void throughput(String network, MeshHome home) throws Exception {
        report.append("## Images of 32x32 at once: ").append(network).append("\n\n");
        report.append(
                        "| clients | one by one, images/s | together, images/s | ratio | images in a run | network, ms an image:")
                .append(" one by one | together |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        try (InferenceProcess alone = InferenceProcess.start(home, Map.of("DECONAS_INFERENCE_BATCH_PIXELS", "0"));
                InferenceProcess together = InferenceProcess.start(home, Map.of())) {
            for (int clients : CLIENTS) {
                List<Load> ones = new ArrayList<>();
                List<Load> batches = new ArrayList<>();
                for (int round = -1; round < ROUNDS; round++) {
                    Load one = load(alone, clients);
                    Load batch = load(together, clients);
                    if (round >= 0) {
                        ones.add(one);
                        batches.add(batch);
                    }
                }
                double[] ratios = new double[ROUNDS];
                for (int i = 0; i < ROUNDS; i++) {
                    ratios[i] = batches.get(i).imagesPerSecond / ones.get(i).imagesPerSecond;
                }
                say(
                        "| %d | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f |%n",
                        clients,
                        median(ones.stream().mapToDouble(Load::imagesPerSecond).toArray()),
                        median(batches.stream()
                                .mapToDouble(Load::imagesPerSecond)
                                .toArray()),
                        median(ratios),
                        median(batches.stream().mapToDouble(Load::imagesPerRun).toArray()),
                        median(ones.stream().mapToDouble(Load::networkMillis).toArray()),
                        median(batches.stream().mapToDouble(Load::networkMillis).toArray()));
            }
        }
        report.append('\n');
    }

    /** @param networkMillis what of a run falls to an image */
    private record Load(double imagesPerSecond, double imagesPerRun, double networkMillis) {}

    private static Load load(InferenceProcess service, int clients) throws Exception {
        byte[] image = SoundImages.png(SMALL_SIDE, SMALL_SIDE, 1);
        int each = Math.max(4, REQUESTS_EACH / clients);
        double runsBefore = service.metric(RUNS);
        double networkBefore = service.metric(NETWORK_SECONDS);
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        List<Callable<Void>> sending = Collections.nCopies(clients, () -> {
            for (int i = 0; i < each; i++) {
                assertThat(service.upscale("", image).statusCode()).isEqualTo(200);
            }
            return null;
        });
        long begin = System.nanoTime();
        for (Future<Void> client : pool.invokeAll(sending)) {
            client.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        pool.shutdown();
        int images = clients * each;
        double imagesPerRun = images / (service.metric(RUNS) - runsBefore);
        // Each image of a run counts the whole of it
        double secondsOfRun = (service.metric(NETWORK_SECONDS) - networkBefore) / images;
        return new Load(images / seconds, imagesPerRun, secondsOfRun * 1000 / imagesPerRun);
    }

    /** @return the most physical memory that the process had, MiB */
    private long fiftyMegapixels(MeshHome home) throws Exception {
        byte[] image = SoundImages.jpeg(LARGE_WIDTH, LARGE_HEIGHT);
        try (InferenceProcess service = InferenceProcess.start(home, Map.of("DECONAS_INFERENCE_MAX_MEMORY", "300M"))) {
            long idle = service.heldMebibytes();
            long begin = System.nanoTime();
            HttpResponse<Path> response =
                    service.upscaleToFile("?format=jpeg", image, directory.resolve("enlarged.jpg"));
            double seconds = (System.nanoTime() - begin) / 1e9;
            assertThat(response.statusCode()).isEqualTo(200);
            say(
                    "## A JPEG of %dx%d, 50 megapixels, 16 filters, 1 block%n%nWith `deconas.inference.max-memory` 300M: the most physical"
                            + " memory of the process was %,d MiB (%,d before the request); %.0f s.%n%n",
                    LARGE_WIDTH, LARGE_HEIGHT, service.mostResidentMebibytes(), idle, seconds);
            return service.mostResidentMebibytes();
        }
    }

    private static double networkSeconds(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return Long.parseLong(response.headers().firstValue("Deconas-Time").orElseThrow()) / 1000.0;
    }

    private void say(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
