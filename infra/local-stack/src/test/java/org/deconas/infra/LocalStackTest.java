package org.deconas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    @TempDir
    Path directory;

    private final int kafkaPort = FreePort.next();
    private final int postgresPort = FreePort.next();

    @Test
    void stackThatWasKilledComesBackAndStopsCleanly() throws Exception {
        // Given
        Path database = LocalPostgres.databaseDirectory(LocalStack.postgresDirectory(directory));
        Process killed = start();
        String firstWord = firstLine(killed);
        killed.destroyForcibly().waitFor();
        long leftover = LeftoverPostgres.of(database).orElseThrow().pid();

        // When
        Process restarted = start();
        String secondWord = firstLine(restarted);

        // Then
        assertThat(firstWord).isEqualTo(LocalStack.READY);
        assertThat(secondWord).isEqualTo(LocalStack.READY);
        assertThat(LeftoverPostgres.of(database).orElseThrow().pid()).isNotEqualTo(leftover);
        restarted.destroy();
        assertThat(restarted.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(LeftoverPostgres.of(database)).isEmpty();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalStack.class.getName(),
                        "--data",
                        directory.toString(),
                        "--kafka-port",
                        Integer.toString(kafkaPort),
                        "--postgres-port",
                        Integer.toString(postgresPort))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return process.inputReader().readLine();
    }
}
