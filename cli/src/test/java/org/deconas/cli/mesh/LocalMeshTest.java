package org.deconas.cli.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deconas.infra.RunningProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMeshTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final StandInLauncher launcher = new StandInLauncher();
    private final MeshSettings settings = MeshSettings.embedded(FreePorts.next());
    private MeshHome home;
    private LocalMesh mesh;

    @BeforeEach
    void makeMesh() {
        home = new MeshHome(directory.resolve("home"));
        mesh = new LocalMesh(home, launcher, told::add);
    }

    @AfterEach
    void leaveNoProcess() {
        mesh.down();
    }

    @Test
    void everyMemberIsUpAfterUp() {
        // When
        mesh.up(settings, LIMIT);

        // Then
        assertThat(mesh.status()).extracting(MemberStatus::state).containsOnly(MemberState.UP);
        assertThat(mesh.status())
                .allSatisfy(member -> assertThat(member.memoryBytes()).isPositive());
        assertThat(told).anyMatch(line -> line.matches("Kafka and PostgreSQL up in \\d+\\.\\d s"));
        assertThat(told).anyMatch(line -> line.matches("trainer up in \\d+\\.\\d s"));
        assertThat(told).last().asString().startsWith("mesh ready in");
    }

    @Test
    void upStartsOnlyWhatHasDied() {
        // Given
        mesh.up(settings, LIMIT);
        List<Long> before = pids();
        kill(MeshMember.SAMPLER);
        List<MemberState> whenKilled =
                mesh.status().stream().map(MemberStatus::state).toList();

        // When
        mesh.up(settings, LIMIT);

        // Then
        int sampler = settings.members().indexOf(MeshMember.SAMPLER);
        assertThat(whenKilled.get(sampler)).isEqualTo(MemberState.DEAD);
        assertThat(told).contains("sampler has died; starting it again");
        assertThat(pids().get(sampler)).isNotEqualTo(before.get(sampler));
        assertThat(pids().subList(0, sampler)).isEqualTo(before.subList(0, sampler));
    }

    @Test
    void upOnARunningMeshStartsNothing() {
        // Given
        mesh.up(settings, LIMIT);
        List<Long> before = pids();

        // When
        mesh.up(settings, LIMIT);

        // Then
        assertThat(pids()).isEqualTo(before);
        assertThat(told).last().isEqualTo("the mesh runs already");
    }

    @Test
    void runningMeshIsNotStartedWithOtherPorts() {
        // Given
        mesh.up(settings, LIMIT);

        // When
        Throwable refused = catchThrowable(() -> mesh.up(MeshSettings.embedded(FreePorts.next()), LIMIT));

        // Then
        assertThat(refused).isInstanceOf(MeshException.class).hasMessageContaining("deconas down");
        assertThat(home.settings()).contains(settings);
    }

    @Test
    void trainersComeAndGoWhileTheMeshRuns() {
        // Given
        mesh.up(settings, LIMIT);
        List<Long> before = pids();

        // When
        mesh.up(settings.withTrainers(3), LIMIT);
        List<String> withThree = names();
        mesh.up(settings.withTrainers(2), LIMIT);

        // Then
        assertThat(withThree).contains("trainer", "trainer-2", "trainer-3");
        assertThat(names()).contains("trainer", "trainer-2").doesNotContain("trainer-3");
        assertThat(told).contains("stopped trainer-3").doesNotContain("stopped trainer-2");
        assertThat(pids()).containsAll(before);
        assertThat(mesh.status()).extracting(MemberStatus::state).containsOnly(MemberState.UP);
        assertThat(mesh.status()).flatExtracting(MemberStatus::ports).doesNotHaveDuplicates();
    }

    @Test
    void trainerThatHasDiedIsStartedAgainAlone() {
        // Given
        MeshSettings withTwo = settings.withTrainers(2);
        mesh.up(withTwo, LIMIT);
        List<Long> before = pids();
        kill(MeshMember.trainer(2));

        // When
        mesh.up(withTwo, LIMIT);

        // Then
        assertThat(told).contains("trainer-2 has died; starting it again");
        int second = withTwo.members().indexOf(MeshMember.trainer(2));
        assertThat(pids().get(second)).isNotEqualTo(before.get(second));
        assertThat(pids()).hasSize(7).containsAll(before.subList(0, second));
    }

    @Test
    void downStopsEveryTrainer() {
        // Given
        mesh.up(settings.withTrainers(2), LIMIT);

        // When
        mesh.down();

        // Then
        assertThat(told).contains("stopped trainer", "stopped trainer-2");
        assertThat(mesh.anyRuns()).isFalse();
    }

    @Test
    void downStopsAllAndIsIdempotent() {
        // Given
        mesh.up(settings, LIMIT);

        // When
        boolean first = mesh.down();
        boolean second = mesh.down();

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(told).contains("stopped stack", "stopped trainer");
        assertThat(told).last().isEqualTo("stopped stack");
        assertThat(mesh.status()).extracting(MemberStatus::state).containsOnly(MemberState.STOPPED);
    }

    @Test
    void serviceThatDiesIsNamedAndWhatWasStartedIsStoppedAgain() {
        // Given
        launcher.with(MeshMember.trainer(1), StandInProcess.Behaviour.DYING);

        // When
        Throwable failure = catchThrowable(() -> mesh.up(settings, LIMIT));

        // Then
        assertThat(failure)
                .hasMessage("trainer did not start: 12:00:00 ERROR the weights are gone (see "
                        + home.log(MeshMember.trainer(1)) + ")");
        assertThat(mesh.anyRuns()).isFalse();
    }

    @Test
    void serviceThatIsNotReadyInTimeIsNamed() {
        // Given
        launcher.with(MeshMember.POLICY, StandInProcess.Behaviour.NEVER_READY);

        // When
        Throwable failure = catchThrowable(() -> mesh.up(settings, Duration.ofSeconds(4)));

        // Then
        assertThat(failure).hasMessageStartingWith("policy was not ready within 4 s");
        assertThat(mesh.anyRuns()).isFalse();
    }

    @Test
    void takenPortIsSaidBeforeAnythingStarts() throws Exception {
        // Given
        int port = settings.ports().experiments();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {

            // When
            Throwable failure = catchThrowable(() -> mesh.up(settings, LIMIT));

            // Then
            assertThat(failure)
                    .hasMessage("port " + port + " (experiments) is taken by another program;"
                            + " choose another with --experiments-port or shift all with --port-offset");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void twoCommandsDoNotChangeOneMeshAtTheSameTime() {
        // Given
        try (MeshLock held = MeshLock.take(home)) {

            // When
            Throwable failure = catchThrowable(() -> mesh.up(settings, LIMIT));

            // Then
            assertThat(failure).isInstanceOf(MeshException.class).hasMessageContaining("another command");
        }
    }

    @Test
    void reusedProcessNumberIsNotTakenForAMember() {
        // Given
        RunningProcess now = RunningProcess.of(ProcessHandle.current());
        JsonFile.write(
                home.pidFile(MeshMember.trainer(1)),
                new RunningProcess(now.pid(), now.started().minusSeconds(60)));

        // When
        boolean stopped = mesh.down();

        // Then
        assertThat(stopped).isFalse();
        assertThat(now.alive()).isTrue();
    }

    private List<String> names() {
        return mesh.status().stream().map(MemberStatus::name).toList();
    }

    private List<Long> pids() {
        return mesh.status().stream().map(MemberStatus::pid).toList();
    }

    private void kill(MeshMember member) {
        new MeshProcess(home, member).running().orElseThrow().kill(LIMIT);
    }
}
