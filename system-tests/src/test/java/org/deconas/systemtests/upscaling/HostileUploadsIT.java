package org.deconas.systemtests.upscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deconas.cli.mesh.MeshHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The inference service under uploads that follow from a seed; {@code system-tests/hostile-uploads} sends more of them. */
class HostileUploadsIT {

    private static final long SEED = Long.getLong("hostile.seed", 1);
    private static final int UPLOADS = Integer.getInteger("hostile.uploads", 300);
    private static final String REPORT = System.getProperty("hostile.report");

    /** A few bytes may state a size that is true and takes minutes, as an animation's empty screen: larger ones are refused here. */
    private static final Map<String, String> LIMITS =
            Map.of("DECONAS_INFERENCE_MAX_PIXELS", "1000000", "DECONAS_INFERENCE_MAX_MEMORY", "300M");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void everyHostileUploadIsAnsweredAndTheServiceGoesOnAsBefore() throws Exception {
        // Given
        MeshHome home = new MeshHome(directory);
        SmallModels.install(home, "small", SmallModels.SMALLEST, 1);
        List<byte[]> sound = SoundImages.ofEveryKind();
        HostileRun run;
        byte[] before;
        byte[] after;
        try (InferenceProcess service = InferenceProcess.start(home, LIMITS)) {
            assertThat(service.upscale("", SoundImages.png(1000, 1000, 1)).statusCode())
                    .as("the largest there may be, after which no upload needs more memory")
                    .isEqualTo(200);
            before = service.upscale("", sound.get(0)).body();

            // When
            run = HostileRun.of(service, new HostileUploads(sound), SEED, UPLOADS);
            after = service.upscale("", sound.get(0)).body();
        }

        // Then
        report(run);
        assertThat(run.wrong()).isEmpty();
        assertThat(run.answers().values().stream()
                        .flatMapToInt(each -> each.values().stream().mapToInt(n -> n))
                        .sum())
                .isEqualTo(UPLOADS);
        assertThat(after).as("a sound image is enlarged as before").isEqualTo(before);
        if (run.memory().tellsGrowth()) {
            assertThat(run.memory().growth()).isLessThan(HeldMemory.LARGEST_GROWTH);
        }
    }

    private static void report(HostileRun run) throws IOException {
        if (REPORT != null) {
            Files.createDirectories(Path.of(REPORT).toAbsolutePath().getParent());
            Files.writeString(Path.of(REPORT), run.report(SEED));
        }
    }
}
