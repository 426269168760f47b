package org.deconas.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.inference.models.ModelDirectory;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.Upscaler;
import org.deconas.inference.network.Wish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeImageRuntimeTest {

    @TempDir
    Path home;

    private PromotedModel model;

    @BeforeEach
    void aModelIsOnDisk() throws IOException {
        ArtifactStore store = new DirectoryArtifactStore(home.resolve("artifacts"));
        model = new ModelDirectory(home.resolve("models"))
                .install(ExportedModels.store("first", 1, store), Instant.EPOCH, store, (files, event) -> {});
    }

    @Test
    void imageIsTheSameInEitherRuntimeUpToRounding() throws IOException {
        // Given
        RgbImage inTensorFlow = enlarged(settings("tensorflow"));

        // When
        RgbImage inOnnxRuntime = enlarged(settings("onnxruntime"));

        // Then
        assertThat(inOnnxRuntime.width()).isEqualTo(inTensorFlow.width());
        assertThat(TestImages.furthest(inOnnxRuntime, inTensorFlow)).isLessThanOrEqualTo(1);
    }

    @Test
    void tensorFlowRunsWhatIsNotSaidOtherwise() {
        // When
        InferenceSettings settings = builder().build().getConfigMapping(InferenceSettings.class);

        // Then
        assertThat(settings.runtime()).isEqualTo(WholeImageRuntime.TENSORFLOW);
    }

    @Test
    void anotherRuntimeIsRefusedInOneLineThatNamesThoseThereAre() {
        assertThatThrownBy(() -> settings("onnx"))
                .isInstanceOf(ConfigValidationException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage().strip().lines())
                        .hasSize(2) // that the configuration is wrong, and what is
                        .last()
                        .asString()
                        .contains("deconas.inference.runtime", "onnx", "allowed values", "tensorflow", "onnxruntime"));
    }

    private RgbImage enlarged(InferenceSettings settings) throws IOException {
        Upscaler upscaler = new Upscaler(settings, new SimpleMeterRegistry());
        try {
            Path file = Files.write(home.resolve("image.png"), TestImages.png(48, 31));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            upscaler.upscale(model, file, Wish.PNG, () -> false, answer);
            return ImageFiles.read(Files.write(home.resolve("enlarged.png"), answer.toByteArray()));
        } finally {
            upscaler.forget(model);
        }
    }

    private static InferenceSettings settings(String runtime) {
        return builder()
                .withDefaultValue("deconas.inference.runtime", runtime)
                .build()
                .getConfigMapping(InferenceSettings.class);
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .withMapping(InferenceSettings.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter());
    }
}
