package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.SyntheticImages;
import org.junit.jupiter.api.Test;

/** What users do with a mesh. */
class MeshIT extends WholeMesh {

    private static String ended; // null until needed

    @Test
    void searchOfWhoseTrainersOneIsKilledEndsWithAModelThatIsServed() throws IOException, InterruptedException {
        // Given: a search that has measured its first trial
        String id = deconas.run(with("search", "--images", images.toString(), "--detach"))
                .out()
                .strip();
        await().atMost(Duration.ofMinutes(2)).until(() -> measuredTrials(id) > 0);

        // When: the other one is left alone with it
        long trainer = mesh.pidOf("trainer");
        ProcessHandle.of(trainer).orElseThrow().destroyForcibly();
        await().until(() ->
                ProcessHandle.of(trainer).filter(ProcessHandle::isAlive).isEmpty());
        DeconasProgram.Outcome watch = deconas.run("watch", id);
        DeconasProgram.Outcome up = deconas.run("up");

        // Then
        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(mesh.pidOf("trainer")).isNotEqualTo(trainer);
        assertThat(watch.exitCode()).as(watch.toString()).isZero();
        assertThat(watch.out()).contains("model " + id + "-x2");
        JsonNode experiment = mesh.get("experiments", "/v1/experiments/" + id);
        assertThat(experiment.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(experiment.path("policyVersion").asInt()).isEqualTo(4);
        servesImagesOfTwiceTheSize(id + "-x2");
        enlargesFilesFromTheCommandLine(id + "-x2");
        evaluatesWithoutTheMesh(id + "-x2");
    }

    private void servesImagesOfTwiceTheSize(String model) throws IOException, InterruptedException {
        // Given
        byte[] image =
                ImageFiles.toPng(SyntheticImages.generate(1, 37, 23, 9).get(0).image());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mesh.upscale(model, image).statusCode() == 200);

        // When
        HttpResponse<byte[]> enlarged = mesh.upscale(model, image);
        HttpResponse<byte[]> refused = mesh.upscale(model, "this is no image".getBytes());

        // Then
        RgbImage read = ImageFiles.read(enlarged.body(), "enlarged");
        assertThat(read.width()).isEqualTo(74);
        assertThat(read.height()).isEqualTo(46);
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
    }

    private static void enlargesFilesFromTheCommandLine(String model) throws IOException, InterruptedException {
        // Given
        Path small = Files.createDirectory(directory.resolve("small"));
        ImageFiles.writePng(SyntheticImages.generate(1, 37, 23, 9).get(0).image(), small.resolve("fine.png"));
        Files.writeString(small.resolve("broken.png"), "this is no image");

        // When
        DeconasProgram.Outcome upscale =
                deconas.run("upscale", small.toString(), "--model", model, "--out", directory + "/large");

        // Then
        RgbImage read = ImageFiles.read(directory.resolve("large/fine-x2.png"));
        assertThat(upscale.exitCode()).as(upscale.toString()).isEqualTo(1);
        assertThat(upscale.err()).contains("broken.png: ", "1 of 2 images enlarged, 1 failed");
        assertThat(read.width()).isEqualTo(74);
        assertThat(read.height()).isEqualTo(46);
    }

    private static void evaluatesWithoutTheMesh(String model) throws IOException, InterruptedException {
        DeconasProgram.Outcome evaluation = deconas.run("evaluate", model, images.toString(), "--json");
        assertThat(evaluation.exitCode()).as(evaluation.toString()).isZero();
        assertThat(evaluation.json().path("mean").path("psnr").asDouble()).isBetween(10.0, 60.0);
    }

    @Test
    void searchIsReplayedExportedAndGoneOnFromToTheSameEnd() throws IOException, InterruptedException {
        // Given
        String id = endedSearch();
        Path archive = directory.resolve("search.zip");
        // When
        DeconasProgram.Outcome replay = deconas.run("replay", id, "--verify");
        DeconasProgram.Outcome export = deconas.run("export", id, archive.toString(), "--artifacts", "none");
        DeconasProgram.Outcome replayOfTheFile = deconas.run("replay", archive.toString());
        DeconasProgram.Outcome importHere = deconas.run("import", archive.toString());
        String continued = deconas.run("replay", id, "--as-new", "--from-round", "2", "--detach")
                .out()
                .strip();
        DeconasProgram.Outcome watch = deconas.run("watch", continued);
        DeconasProgram.Outcome compared = deconas.run("compare", id, continued);
        // Then
        assertThat(replay.exitCode()).as(replay.toString()).isZero();
        assertThat(replay.out()).startsWith("5 of 5 policy versions identical");
        assertThat(export.exitCode()).as(export.toString()).isZero();
        assertThat(replayOfTheFile.out()).isEqualTo(replay.out());
        assertRefused(importHere, "is here already");
        assertThat(watch.exitCode()).as(watch.toString()).isZero();
        assertThat(compared.out()).contains("winner identical");
        assertThat(compared.exitCode()).as(compared.toString()).isZero();
    }

    @Test
    void tutorialWorksAsItIsWritten() throws IOException, InterruptedException {
        // Given: a mesh on other ports and images of one's own, and a search of seconds
        Tutorial tutorial = new Tutorial(directory, images, List.of(TINY));

        // When
        String id = tutorial.follow(deconas);

        // Then
        ended = id;
        assertThat(directory.resolve("tutorial-large.png")).isNotEmptyFile();
        assertThat(mesh.get("experiments", "/v1/experiments/" + id)
                        .path("state")
                        .asText())
                .isEqualTo("COMPLETED");
    }

    @Test
    void oneTraceGoesFromTheRequestToTheRewardsThePoliciesAndTheModel() throws IOException, InterruptedException {
        // Given
        String id = endedSearch();

        // When
        Map<String, Set<String>> traces = mesh.tracesOf(id);

        // Then
        assertThat(traces)
                .containsKeys(
                        "ArchitectureSampled", "RewardMeasured", "PolicyUpdated", "ModelTrained", "ExperimentEnded");
        assertThat(traces.get("ExperimentRequested")).singleElement().isNotEqualTo("none");
        assertThat(traces.values()).containsOnly(traces.get("ExperimentRequested"));
    }

    @Test
    void trainersSayWhatTheyComputeOnAndHowMuchOfItTheyUse() throws IOException, InterruptedException {
        // Given
        String id = endedSearch();

        // When
        JsonNode trainers =
                mesh.get("experiments", "/v1/experiments/" + id + "/trainers").path("items");

        // Then: tests' processors have no GPU beside them, or it is the first
        assertThat(trainers).isNotEmpty().allSatisfy(trainer -> {
            assertThat(trainer.path("device").asText()).matches("CPU|GPU:0");
            assertThat(trainer.path("shareOfPeak").asDouble()).isBetween(1e-6, 2.0);
        });
    }

    @Test
    void everyMetricOfDashboardsAndAlertsIsThere() throws IOException, InterruptedException {
        // Given: a search that has ended, and an image that its model has enlarged
        String model = endedSearch() + "-x2";
        byte[] image =
                ImageFiles.toPng(SyntheticImages.generate(1, 37, 23, 9).get(0).image());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mesh.upscale(model, image).statusCode() == 200);
        List<String> expressions = new ArrayList<>(MetricsInUse.ofAlerts());
        expressions.addAll(MetricsInUse.ofDashboards());

        // When
        Map<String, Set<String>> used = MetricsInUse.byService(expressions);

        // Then
        assertThat(expressions).hasSizeGreaterThan(20).allMatch(expression -> expression.contains("job="));
        assertThat(used).containsKeys("experiments", "trainer", "inference");
        for (String service : used.keySet()) {
            List<String> exposed = mesh.metrics(service);
            assertThat(used.get(service))
                    .as(service)
                    .allSatisfy(metric -> assertThat(exposed).anyMatch(line -> line.matches(metric + "[ {].*")));
        }
    }

    /** One for all tests that only look at it. */
    private static String endedSearch() throws IOException, InterruptedException {
        if (ended == null) {
            ended = searchToItsEnd("9");
        }
        return ended;
    }

    @Test
    void imagesSmallerThanAPatchFailTheirExperimentAloneAndSayWhy() throws IOException, InterruptedException {
        // Given
        Path tiny = Files.createDirectory(directory.resolve("tiny-images"));
        for (NamedImage image : SyntheticImages.generate(3, 20, 20, 6)) {
            ImageFiles.writePng(image.image(), tiny.resolve(image.name() + ".png"));
        }

        // When
        DeconasProgram.Outcome search = deconas.run(with("search", "--images", tiny.toString()));

        // Then
        assertThat(search.exitCode()).isEqualTo(1);
        assertThat(search.err()).contains("20x20").contains("patch");
        assertThat(deconas.run("status").exitCode()).isZero();
    }

    @Test
    void wrongInputIsRefusedInOneLine() throws IOException, InterruptedException {
        // Given
        Path empty = Files.createDirectory(directory.resolve("no-images"));
        Path truncated = Files.createDirectory(directory.resolve("truncated-images"));
        byte[] whole =
                ImageFiles.toPng(SyntheticImages.generate(1, 96, 96, 5).get(0).image());
        Files.write(truncated.resolve("half.png"), java.util.Arrays.copyOf(whole, whole.length / 2));

        // When
        DeconasProgram.Outcome withoutImages = deconas.run("search", "--images", empty.toString());
        DeconasProgram.Outcome withHalfAnImage = deconas.run("search", "--images", truncated.toString());
        DeconasProgram.Outcome withWrongSettings = deconas.run(
                "search", "--images", images.toString(), "--set", "reward.penalty-wait=1", "--set", "search.rounds=0");
        DeconasProgram.Outcome withRepeatedImages =
                deconas.run("search", "--images", images.toString(), "--validation", images.toString());
        DeconasProgram.Outcome withMalformedSequence = deconas.run("describe", "1 0 2");

        // Then
        assertRefused(withoutImages, "no-images");
        assertRefused(withHalfAnImage, "half.png");
        assertRefused(withWrongSettings, "reward.penalty-wait");
        assertRefused(withRepeatedImages, "repeat training images");
        assertRefused(withMalformedSequence, "only 0 and 1 are bits");
    }

    private static void assertRefused(DeconasProgram.Outcome outcome, String word) {
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
        assertThat(outcome.err()).contains(word);
    }

    private int measuredTrials(String id) throws IOException, InterruptedException {
        JsonNode trials = mesh.get("experiments", "/v1/experiments/" + id).path("trials");
        return trials.path("MEASURED").asInt() + trials.path("APPLIED").asInt();
    }
}
