package org.deconas.systemtests.upscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.searchspace.NetworkShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inference service as a real process that is killed while it enlarges. */
class JobRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MODEL = "small";
    private static final Map<String, String> SMALL_TILES = Map.of("DECONAS_INFERENCE_PIXELS_AT_ONCE", "10000");

    @TempDir
    Path directory;

    @Test
    void jobsOutliveAServiceThatIsKilledAndGiveWhatADirectRequestGives() throws Exception {
        // Given: a job that is done, one that is cut into many tiles and runs, and one that waits for it
        MeshHome home = new MeshHome(directory);
        SmallModels.install(home, MODEL, new NetworkShape(8, 1, 2, true), 1);
        byte[] small = SoundImages.png(40, 30, 9);
        byte[] large = SoundImages.png(900, 700, 9);
        String done;
        String running;
        String waiting;
        try (InferenceProcess killed = InferenceProcess.start(home, SMALL_TILES)) {
            done = post(killed, small);
            awaitState(killed, done, "DONE");
            running = post(killed, large);
            awaitProgress(killed, running);
            waiting = post(killed, small);
            assertThat(job(killed, running).path("state").asText()).isEqualTo("RUNNING");

            // When
            killed.kill();
        }
        try (InferenceProcess next = InferenceProcess.start(home, SMALL_TILES)) {
            byte[] kept = result(next, done);
            awaitState(next, running, "DONE");
            awaitState(next, waiting, "DONE");

            // Then
            byte[] directSmall = next.upscale("", small).body();
            assertThat(kept).isEqualTo(directSmall);
            assertThat(result(next, waiting)).isEqualTo(directSmall);
            assertThat(result(next, running)).isEqualTo(next.upscale("", large).body());
        }
    }

    private static String post(InferenceProcess inference, byte[] image) throws IOException, InterruptedException {
        HttpResponse<byte[]> accepted = inference.post("/v1/jobs", image);
        JsonNode job = new ObjectMapper().readTree(accepted.body());
        assertThat(accepted.statusCode()).as(job.toString()).isEqualTo(202);
        return job.path("id").asText();
    }

    private static JsonNode job(InferenceProcess inference, String id) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(inference.get("/v1/jobs/" + id).body());
    }

    private static void awaitProgress(InferenceProcess inference, String id) {
        await(id + " has begun")
                .atMost(PATIENCE)
                .until(() -> job(inference, id).path("progress").asDouble() > 0.02);
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
}
