package org.deconas.cli.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForegroundMeshTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final StandInLauncher launcher = new StandInLauncher();
    private final MeshSettings settings = MeshSettings.embedded(FreePorts.next());
    private MeshHome home;
    private LocalMesh mesh;

    @BeforeEach
    void makeMesh() {
        home = new MeshHome(directory);
        mesh = new LocalMesh(home, launcher, line -> {});
    }

    @AfterEach
    void leaveNoProcess() {
        mesh.down();
    }

    @Test
    void meshEndsWithTheCommandThatOpenedIt() {
        // Given
        boolean ranWithin;

        // When
        try (ForegroundMesh foreground = open()) {
            ranWithin = mesh.anyRuns();
        }

        // Then
        assertThat(ranWithin).isTrue();
        assertThat(mesh.anyRuns()).isFalse();
    }

    @Test
    void meshThatRanBeforeIsUsedAndLeftRunning() {
        // Given
        mesh.up(settings, LIMIT);

        // When
        try (ForegroundMesh foreground = open()) {
            assertThat(foreground.settings()).isEqualTo(settings);
        }

        // Then
        assertThat(mesh.status()).extracting(MemberStatus::state).containsOnly(MemberState.UP);
    }

    @Test
    void failedStartLeavesNoProcess() {
        // Given
        launcher.with(MeshMember.INFERENCE, StandInProcess.Behaviour.DYING);

        // When
        Throwable failure = catchThrowable(this::open);

        // Then
        assertThat(failure).hasMessageStartingWith("inference did not start");
        assertThat(mesh.anyRuns()).isFalse();
    }

    private ForegroundMesh open() {
        return ForegroundMesh.open(home, launcher, settings, LIMIT, line -> {});
    }
}
