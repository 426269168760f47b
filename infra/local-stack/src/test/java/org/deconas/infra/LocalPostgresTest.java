package org.deconas.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    /** One for all, because unpacking the programs of PostgreSQL takes seconds. */
    @TempDir
    static Path directory;

    @Test
    void rowsAreKeptOverARestartAndOverAKill() throws Exception {
        // Given
        try (LocalPostgres postgres = LocalPostgres.start(directory, FreePort.next())) {
            execute(postgres, "CREATE TABLE note (text TEXT)");
            execute(postgres, "INSERT INTO note VALUES ('first')");
        }

        // When
        try (LocalPostgres restarted = LocalPostgres.start(directory, FreePort.next())) {
            execute(restarted, "INSERT INTO note VALUES ('second')");
            killWithoutWarning();
        }

        // Then
        try (LocalPostgres recovered = LocalPostgres.start(directory, FreePort.next())) {
            assertThat(query(recovered, "SELECT string_agg(text, ' ' ORDER BY text) FROM note"))
                    .isEqualTo("first second");
            assertThat(query(recovered, "SHOW fsync")).isEqualTo("on");
            assertThat(query(recovered, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void takenPortIsSaidAtOnce() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // When
            Throwable refused = catchThrowable(() -> LocalPostgres.start(directory, other.getLocalPort()));

            // Then
            assertThat(refused).hasMessageContaining("PostgreSQL did not start").hasMessageContaining("in use");
        }
    }

    @Test
    void processNumberOfAnotherProgramIsNotTakenForTheServer() throws Exception {
        // Given
        Path database = Files.createDirectories(LocalPostgres.databaseDirectory(directory.resolve("other")));
        Path pidFile = Files.writeString(
                database.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + database + "\n");

        // When
        boolean found = LeftoverPostgres.of(database).isPresent();
        LeftoverPostgres.forget(database);

        // Then
        assertThat(found).isFalse();
        assertThat(pidFile).doesNotExist();
    }

    private static void killWithoutWarning() throws Exception {
        String pid = Files.readAllLines(
                        LocalPostgres.databaseDirectory(directory).resolve("postmaster.pid"))
                .get(0);
        RunningProcess postmaster =
                RunningProcess.of(ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
        assertThat(postmaster.kill(Duration.ofSeconds(5))).isTrue();
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
