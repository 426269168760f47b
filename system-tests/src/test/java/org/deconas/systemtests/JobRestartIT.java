package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inference service as a real process that is killed while it enlarges. */
class JobRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void jobsOutliveAServiceThatIsKilledAndGiveWhatADirectRequestGives() throws Exception {
        // Given: a job that is done, one that is cut into many tiles and runs, and one that waits for it
        Path home = directory.resolve("home");
        String model = trainModel(home);
        byte[] small = image(40, 30);
        byte[] large = image(900, 700);
        try (InferenceProcess inference =
                new InferenceProcess(home, Map.of("DECONAS_INFERENCE_PIXELS_AT_ONCE", "10000"))) {
            inference.start();
            String done = post(inference, model, small);
            awaitState(inference, done, "DONE");
            String running = post(inference, model, large);
            await().atMost(PATIENCE)
                    .until(() -> job(inference, running).path("progress").asDouble() > 0.02);
            String waiting = post(inference, model, small);
            assertThat(job(inference, running).path("state").asText()).isEqualTo("RUNNING");

            // When
            inference.kill();
            inference.start();
            byte[] kept = result(inference, done);
            awaitState(inference, running, "DONE");
            awaitState(inference, waiting, "DONE");

            // Then
            byte[] directSmall = direct(inference, model, small);
            assertThat(kept).isEqualTo(directSmall);
            assertThat(result(inference, waiting)).isEqualTo(directSmall);
            assertThat(result(inference, running)).isEqualTo(direct(inference, model, large));
        }
    }

    private String trainModel(Path home) throws IOException, InterruptedException {
        Path images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : SyntheticImages.generate(3, 96, 96, 5)) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
        DeconasProgram.Outcome training = new DeconasProgram(home)
                .run(
                        "train",
                        "deconasnet",
                        "--images",
                        images.toString(),
                        "--filters",
                        "8",
                        "--blocks",
                        "1",
                        "--steps",
                        "2",
                        "--json");
        assertThat(training.exitCode()).as(training.toString()).isZero();
        return training.json().path("modelId").asText();
    }

    private static byte[] image(int width, int height) {
        return ImageFiles.toPng(
                SyntheticImages.generate(1, width, height, 9).get(0).image());
    }

    private static String post(InferenceProcess inference, String model, byte[] image)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> accepted = inference.post("/v1/jobs?model=" + model, image);
        JsonNode job = new ObjectMapper().readTree(accepted.body());
        assertThat(accepted.statusCode()).as(job.toString()).isEqualTo(202);
        return job.path("id").asText();
    }

    private static JsonNode job(InferenceProcess inference, String id) throws IOException, InterruptedException {
        return inference.json("/v1/jobs/" + id);
    }

    private static void awaitState(InferenceProcess inference, String id, String state) {
        await(id + " is " + state)
                .atMost(PATIENCE)
                .until(() -> job(inference, id).path("state").asText().equals(state));
    }

    private static byte[] result(InferenceProcess inference, String id) throws IOException, InterruptedException {
        HttpResponse<byte[]> result = inference.get("/v1/jobs/" + id + "/result");
        assertThat(result.statusCode()).isEqualTo(200);
        return result.body();
    }

    private static byte[] direct(InferenceProcess inference, String model, byte[] image)
            throws IOException, InterruptedException {
        return inference.post("/v1/upscale?model=" + model, image).body();
    }
}
