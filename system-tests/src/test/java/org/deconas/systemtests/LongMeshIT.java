package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deconas.schema.WorkReleased;
import org.deconas.schema.WorkRenewed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What takes long to see. */
@EnabledIfSystemProperty(
        named = "deconas.long",
        matches = "true",
        disabledReason = "takes long: ./mvnw -B verify -Ddeconas.long=true runs it")
class LongMeshIT extends WholeMesh {

    @Test
    void trainerThatIsToldToStopHandsOverWhatItHolds() throws IOException, InterruptedException {
        // Given: work that takes minutes, and a trainer at it
        String[] search = with("search", "--images", images.toString(), "--detach");
        Arrays.asList(search).replaceAll(word -> word.replaceFirst("(steps-per-round)=.*", "$1=10000"));
        String id = deconas.run(search).out().strip();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !mesh.eventsOf(id, WorkRenewed.class).isEmpty());

        // When
        for (String trainer : List.of("trainer", "trainer-2")) {
            ProcessHandle.of(mesh.pidOf(trainer)).orElseThrow().destroy();
        }

        // Then
        String holder = mesh.eventsOf(id, WorkRenewed.class).get(0).instance();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(mesh.eventsOf(id, WorkReleased.class))
                        .anySatisfy(release -> {
                            assertThat(release.instance()).isEqualTo(holder);
                            assertThat(release.cause()).isEqualTo(WorkReleased.Cause.HANDED_OVER);
                        }));
        assertThat(deconas.run("up").exitCode()).isZero();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> mesh.eventsOf(id, WorkRenewed.class).stream()
                        .anyMatch(renewal -> !renewal.instance().equals(holder)));
        assertThat(deconas.run("stop", id).exitCode()).isZero();
    }

    @Test
    void sameSeedGivesTheSameSequencesRewardsAndPolicies() throws IOException, InterruptedException {
        // When
        String one = searchToItsEnd("7");
        String other = searchToItsEnd("7");

        // Then
        assertThat(figuresOf(one)).isEqualTo(figuresOf(other)).hasSizeGreaterThan(10);
        DeconasProgram.Outcome compared = deconas.run("compare", one, other);
        assertThat(compared.exitCode()).as(compared.toString()).isZero();
        assertThat(compared.out()).contains("winner identical");
    }

    @Test
    void policyAndItsControlOnTheSpaceWithFusionGiveAReport() throws IOException, InterruptedException {
        // Given
        String policy = searchToItsEnd("8", "--set", "network.fusion-search=true");
        String control = searchToItsEnd("8", "--set", "network.fusion-search=true", "--strategy", "random");

        // When
        DeconasProgram.Outcome compared = deconas.run("compare", policy, control);
        Path to = directory.resolve("report");
        DeconasProgram.Outcome report = deconas.run("report", policy, control, "--to", to.toString());

        // Then
        assertThat(compared.exitCode()).isEqualTo(1);
        assertThat(compared.out()).contains("search.strategy");
        assertThat(report.exitCode()).as(report.toString()).isZero();
        assertThat(to.resolve("report.md")).content().contains(policy, control, "reinforce", "random");
    }

    /** Sequence, reward and policy digest of all that an experiment did. */
    private List<String> figuresOf(String id) throws IOException, InterruptedException {
        List<String> figures = new ArrayList<>();
        mesh.get("experiments", "/v1/experiments/" + id + "/trials")
                .path("items")
                .forEach(trial -> figures.add(trial.path("sequence").asText() + " "
                        + trial.path("reward").asText()));
        mesh.get("experiments", "/v1/experiments/" + id + "/policies")
                .path("items")
                .forEach(policy -> figures.add(policy.path("parametersSha256").asText()));
        return figures;
    }
}
