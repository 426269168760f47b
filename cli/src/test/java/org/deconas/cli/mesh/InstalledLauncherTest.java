package org.deconas.cli.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledLauncherTest {

    @TempDir
    Path root;

    private MeshHome home;
    private Launcher launcher;

    @BeforeEach
    void makeInstallationWithExperiments() throws Exception {
        home = new MeshHome(root.resolve("home"));
        launcher = new InstalledLauncher(root);
        Path application = root.resolve("services/experiments/target/quarkus-app");
        Files.createDirectories(application);
        Files.createFile(application.resolve("quarkus-run.jar"));
    }

    @Test
    void experimentsIsToldOfItsPortKafkaAndDatabase() {
        // When
        Launch launch = launcher.of(MeshMember.EXPERIMENTS, home, MeshSettings.DEFAULT);

        // Then
        assertThat(launch.command()).last().asString().endsWith("quarkus-run.jar");
        assertThat(launch.environment())
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("QUARKUS_HTTP_PORT", "8080")
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
                .containsEntry("DECONAS_ARTIFACTS_DIRECTORY", home.artifacts().toString())
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:5433/deconas")
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:5433/deconas");
    }

    @Test
    void inferenceIsToldWhereItsModelsAndJobsAreAndKeepsFewPoolsOfMemory() throws Exception {
        // Given
        Path application = Files.createDirectories(root.resolve("services/inference/target/quarkus-app"));
        Files.createFile(application.resolve("quarkus-run.jar"));

        // When
        Launch launch = launcher.of(MeshMember.INFERENCE, home, MeshSettings.DEFAULT);

        // Then
        assertThat(launch.environment())
                .containsEntry(
                        "DECONAS_INFERENCE_MODELS_DIRECTORY", home.models().toString())
                .containsEntry("DECONAS_INFERENCE_JOBS_DIRECTORY", home.jobs().toString())
                .containsEntry("MALLOC_ARENA_MAX", "2");
    }

    @Test
    void stackLeavesOutPostgresBesideADatabaseOfTheUsersOwn() {
        // Given
        Database own = Database.own("jdbc:postgresql://db.example:5432/mesh", "me", "secret");

        // When
        Launch launch = launcher.of(MeshMember.STACK, home, new MeshSettings(MeshPorts.DEFAULT, own, 1));

        // Then
        assertThat(launch.command()).contains("--no-postgres").doesNotContain("--postgres-port");
        assertThat(own.url()).isEqualTo("postgresql://db.example:5432/mesh");
    }

    @Test
    void trainersTakeTurnsAtTheGpusOfTheMachine() throws Exception {
        // Given
        Path application = root.resolve("services/trainer/target/quarkus-app");
        Files.createDirectories(application);
        Files.createFile(application.resolve("quarkus-run.jar"));
        Launcher withTwoGpus = new InstalledLauncher(root, 2);

        // When
        Launch second = withTwoGpus.of(MeshMember.trainer(2), home, MeshSettings.DEFAULT);
        Launch third = withTwoGpus.of(MeshMember.trainer(3), home, MeshSettings.DEFAULT);

        // Then
        assertThat(second.environment()).containsEntry("CUDA_VISIBLE_DEVICES", "1");
        assertThat(third.environment()).containsEntry("CUDA_VISIBLE_DEVICES", "0");
    }

    @Test
    void trainersHaveNamesAndPortsOfTheirOwnAndShareTheProcessors() throws Exception {
        // Given
        Path application = root.resolve("services/trainer/target/quarkus-app");
        Files.createDirectories(application);
        Files.createFile(application.resolve("quarkus-run.jar"));
        MeshSettings settings =
                MeshSettings.embedded(MeshPorts.DEFAULT.shifted(100)).withTrainers(64);

        // When
        Launch first = launcher.of(MeshMember.trainer(1), home, settings);
        Launch third = launcher.of(MeshMember.trainer(3), home, settings);

        // Then
        assertThat(first.environment())
                .containsEntry("QUARKUS_HTTP_PORT", "8182")
                .containsEntry("DECONAS_TRAINER_NAME", "trainer-1");
        assertThat(third.environment())
                .containsEntry("QUARKUS_HTTP_PORT", "8191")
                .containsEntry("DECONAS_TRAINER_NAME", "trainer-3");
        assertThat(third.command()).contains("-XX:ActiveProcessorCount=1");
        assertThat(home.log(MeshMember.trainer(1))).hasFileName("trainer.log");
        assertThat(home.log(MeshMember.trainer(3))).hasFileName("trainer-3.log");
    }

    @Test
    void settingsOfBeforeThereWereSeveralTrainersMeanOne() {
        // Given
        JsonFile.write(
                home.directory().resolve("mesh.json"),
                java.util.Map.of(
                        "ports",
                        java.util.Map.of(
                                "kafka",
                                1,
                                "postgres",
                                2,
                                "experiments",
                                3,
                                "inference",
                                4,
                                "trainer",
                                5,
                                "sampler",
                                6,
                                "policy",
                                7),
                        "database",
                        Database.embedded(2)));

        // When
        MeshSettings read = home.settings().orElseThrow();

        // Then
        assertThat(read.trainers()).isEqualTo(1);
        assertThat(read.ports().moreTrainers()).isEqualTo(13);
    }

    @Test
    void serviceThatIsNotBuiltIsNamed() {
        // When
        Throwable failure = catchThrowable(() -> launcher.of(MeshMember.POLICY, home, MeshSettings.DEFAULT));

        // Then
        assertThat(failure).isInstanceOf(MeshException.class).hasMessageStartingWith("policy is not built");
    }
}
