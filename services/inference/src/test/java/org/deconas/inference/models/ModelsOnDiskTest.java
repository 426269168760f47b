package org.deconas.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.inference.ExportedModels;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.network.Enlargement;
import org.deconas.inference.network.Upscaler;
import org.deconas.inference.network.Wish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsOnDiskTest {

    private static final Instant EARLIER = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path home;

    private final Models models = new Models();
    private InferenceSettings settings;
    private ArtifactStore store;
    private ModelDirectory directory;
    private Upscaler upscaler;

    @BeforeEach
    void twoModelsOfAnEarlierProcess() throws IOException {
        settings = new SmallRyeConfigBuilder()
                .withMapping(InferenceSettings.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValue(
                        "deconas.inference.models-directory",
                        home.resolve("models").toString())
                .build()
                .getConfigMapping(InferenceSettings.class);
        store = new DirectoryArtifactStore(home.resolve("artifacts"));
        directory = new ModelDirectory(settings.modelsDirectory());
        upscaler = new Upscaler(settings, new SimpleMeterRegistry());
        directory.install(ExportedModels.store("older", 1, store), EARLIER, store, (savedModel, event) -> {});
        directory.install(
                ExportedModels.store("newer", 2, store), EARLIER.plusSeconds(1), store, (savedModel, event) -> {});
    }

    @Test
    void serveAtOnce() throws Exception {
        // Given
        ModelsOnDisk onDisk = new ModelsOnDisk(models, upscaler, settings);

        // When
        onDisk.start(new StartupEvent());

        // Then
        PromotedModel newest = models.newest().orElseThrow();
        Enlargement enlargement =
                upscaler.upscale(newest, ImageFiles.toPng(new RgbImage(5, 4, new byte[60])), Wish.PNG, () -> false);
        assertThat(newest.id()).isEqualTo("newer");
        assertThat(enlargement.enlarged().width()).isEqualTo(10);
    }

    @Test
    void arePassedOverWhereTheyCannotBeUsed() throws IOException {
        // Given
        Files.writeString(settings.modelsDirectory().resolve("newer/saved_model.pb"), "damaged");
        ModelsOnDisk onDisk = new ModelsOnDisk(models, upscaler, settings);

        // When
        onDisk.start(new StartupEvent());
        onDisk.awaitTried();

        // Then
        assertThat(models.newest()).map(PromotedModel::id).hasValue("older");
        assertThat(models.find("newer"))
                .flatMap(ModelLife::reason)
                .hasValueSatisfying(reason -> assertThat(reason).contains("cannot be loaded"));
    }
}
