package org.deconas.inference.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.inference.ExportedModels;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.models.ModelDirectory;
import org.deconas.inference.models.ModelLife;
import org.deconas.inference.models.Models;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.Upscaler;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.Pictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is stopped and started again, with a model of which every image becomes many tiles. */
class JobRunnerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private InferenceSettings settings;
    private PromotedModel model;
    private Service service;

    /** What one process has. */
    private record Service(Jobs jobs, JobRunner runner, Upscaler upscaler) {
        JobLife life(Job job) {
            return jobs.find(job.id()).orElseThrow().life();
        }
    }

    @BeforeEach
    void aModelIsOnDisk() throws IOException {
        settings = new SmallRyeConfigBuilder()
                .withMapping(InferenceSettings.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValue("deconas.inference.pixels-at-once", "10000")
                .build()
                .getConfigMapping(InferenceSettings.class);
        ArtifactStore store = new DirectoryArtifactStore(home.resolve("artifacts"));
        model = new ModelDirectory(home.resolve("models"))
                .install(ExportedModels.store("first", 1, store), Instant.EPOCH, store, (files, event) -> {});
        service = started(true);
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.runner().stop();
        service.upscaler().forget(model);
    }

    @Test
    void jobThatRunsWhenTheServiceIsStoppedBeginsAnewAndThatCountsAsNoAttempt() throws Exception {
        // Given
        Job job = post(500, 500);
        await().atMost(PATIENCE)
                .until(() -> service.life(job) instanceof JobLife.Running running && running.progress() > 0);

        // When
        service.runner().stop();
        JobLife stopped = service.life(job);
        service = started(true);

        // Then
        assertThat(stopped).isEqualTo(new JobLife.Waiting(0));
        await().atMost(PATIENCE).until(() -> service.life(job) instanceof JobLife.Running);
        assertThat(service.life(job))
                .isInstanceOfSatisfying(
                        JobLife.Running.class,
                        running -> assertThat(running.attempt()).isEqualTo(1));
    }

    @Test
    void jobWhoseModelIsGoneAtTheNextStartFailsAndSaysSo() throws Exception {
        // Given
        Job job = post(500, 500);
        service.runner().stop();

        // When
        service = started(false);

        // Then
        await().atMost(PATIENCE).until(() -> service.life(job) instanceof JobLife.Failed);
        assertThat(((JobLife.Failed) service.life(job)).failure())
                .isEqualTo(new JobFailure(
                        404,
                        "The model 'first' of digest " + model.digest()
                                + ", which it was accepted with, serves no more; post the image again"));
    }

    @Test
    void jobsAreRunInTheOrderInWhichTheyWereAccepted() throws Exception {
        // Given
        Job first = post(60, 60);
        Job second = post(50, 50);

        // When
        await().atMost(PATIENCE).until(() -> service.life(second) instanceof JobLife.Done);

        // Then
        assertThat(service.life(first))
                .isInstanceOfSatisfying(
                        JobLife.Done.class,
                        done -> assertThat(done.expires())
                                .isBeforeOrEqualTo(((JobLife.Done) service.life(second)).expires()));
    }

    private Service started(boolean hasModel) throws IOException {
        Models models = new Models();
        if (hasModel) {
            models.add(new ModelLife.Serving(model));
        }
        Upscaler upscaler = new Upscaler(settings, new SimpleMeterRegistry());
        Jobs jobs = new Jobs(settings, home.resolve("artifacts"), new SimpleMeterRegistry());
        JobRunner runner = new JobRunner(jobs, models, upscaler, settings);
        runner.start(new StartupEvent());
        return new Service(jobs, runner, upscaler);
    }

    private Job post(int width, int height) throws Exception {
        byte[] image = ImageFiles.toPng(new RgbImage(width, height, new byte[3 * width * height]));
        try (Upload upload = service.jobs().receive(new ByteArrayInputStream(image))) {
            return service.runner().post(upload, JobOrder.of(model, Pictures.header(image), Wish.PNG, image.length));
        }
    }
}
