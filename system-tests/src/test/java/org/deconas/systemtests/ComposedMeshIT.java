package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deconas.containers.ContainerEngine;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.SyntheticImages;
import org.deconas.infra.LocalPorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The mesh of docker-compose.yml, with the images that {@code infra/images/build} made, and the same program as its user. */
@EnabledIfSystemProperty(named = ContainerEngine.WANTED, matches = "true", disabledReason = "only with -Pcontainers")
class ComposedMeshIT {

    private static final String[] TINY = {
        "--set", "network.filters=8",
        "--set", "network.blocks=1",
        "--set", "network.cells=2",
        "--set", "search.rounds=2",
        "--set", "search.steps-per-round=10",
        "--set", "search.updates-per-round=1",
        "--set", "search.trials-per-update=2",
        "--set", "search.candidates=2",
        "--set", "data.validation-patches=4",
        "--set", "search.trial-patches=2",
        "--set", "training.finalist-steps=5",
        "--set", "training.steps=10",
        "--set", "training.segment-steps=5"
    };

    private static final Duration START = Duration.ofMinutes(8);

    @TempDir
    static Path directory;

    private static ComposeContainer mesh;
    private static DeconasProgram deconas;
    private static Path images;

    @BeforeAll
    static void startTheMesh() throws IOException, InterruptedException {
        assumeTrue(ContainerEngine.has("deconas/experiments"), "the mesh has no images; infra/images/build makes them");
        images = Files.createDirectory(directory.resolve("images"));
        for (NamedImage image : SyntheticImages.generate(6, 96, 96, 5)) {
            ImageFiles.writePng(image.image(), images.resolve(image.name() + ".png"));
        }
        int experiments = LocalPorts.free();
        int inference = LocalPorts.free();
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("database-password"), "known to this test alone");
        Files.writeString(secrets.resolve("grafana-password"), "of nobody");
        String key = new DeconasProgram(directory)
                .run(
                        "keys",
                        "add",
                        "test",
                        "--role",
                        "operator",
                        "--keys-file",
                        secrets.resolve("keys").toString())
                .out()
                .strip();
        // For the user of the containers, whom this machine does not know
        Files.setPosixFilePermissions(secrets.resolve("keys"), PosixFilePermissions.fromString("r--r--r--"));
        deconas = new DeconasProgram(
                directory.resolve("home"),
                Map.of(
                        "DECONAS_API_KEY", key,
                        "DECONAS_EXPERIMENTS_URL", "http://127.0.0.1:" + experiments,
                        "DECONAS_INFERENCE_URL", "http://127.0.0.1:" + inference));
        Map<String, String> environment = new HashMap<>();
        environment.put("DECONAS_DATA", images.toString());
        environment.put("DECONAS_SECRETS", secrets.toString());
        environment.put("DECONAS_EXPERIMENTS_PORT", Integer.toString(experiments));
        environment.put("DECONAS_INFERENCE_PORT", Integer.toString(inference));
        mesh = new ComposeContainer("deconas-test", new File("../docker-compose.yml"))
                .withPull(false)
                .withEnv(environment)
                .withStartupTimeout(START);
        for (String service : List.of("experiments", "inference", "trainer", "sampler", "policy")) {
            mesh.waitingFor(service, Wait.forHealthcheck().withStartupTimeout(START));
        }
        mesh.start();
    }

    @AfterAll
    static void stopTheMesh() {
        if (mesh != null) {
            mesh.stop();
        }
    }

    @Test
    void searchEndsWithAModelThatEnlargesImages() throws IOException, InterruptedException {
        // Given
        Path small = directory.resolve("small.png");
        Path large = directory.resolve("large.png");
        ImageFiles.writePng(SyntheticImages.generate(1, 37, 23, 9).get(0).image(), small);

        // When
        List<String> search = new ArrayList<>(List.of("search", "--images", images.toString(), "--plain"));
        search.addAll(List.of(TINY));
        DeconasProgram.Outcome searched = deconas.run(search.toArray(String[]::new));

        // Then
        assertThat(searched.exitCode()).as(searched.toString()).isZero();
        assertThat(searched.out()).contains("-x2: ");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> deconas.run("upscale", small.toString(), large.toString(), "--force")
                                .exitCode()
                        == 0);
        RgbImage enlarged = ImageFiles.read(large);
        assertThat(enlarged.width()).isEqualTo(74);
        assertThat(enlarged.height()).isEqualTo(46);
    }
}
