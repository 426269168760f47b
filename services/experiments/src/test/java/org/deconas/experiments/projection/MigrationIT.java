package org.deconas.experiments.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.deconas.infra.LocalPorts;
import org.deconas.infra.LocalPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationIT {

    @TempDir
    Path folder;

    @Test
    void databaseOfTheFirstVersionIsTakenOver() throws IOException, SQLException {
        // Given
        int port = LocalPorts.free();
        String url = "jdbc:postgresql://localhost:" + port + "/" + LocalPostgres.DATABASE;
        try (LocalPostgres postgres = LocalPostgres.start(folder, port);
                Connection connection = DriverManager.getConnection(url, LocalPostgres.USER, "postgres");
                Statement statement = connection.createStatement()) {
            migrate(url, "1");
            statement.execute("insert into experiment (id, requested_at, outcome) values ('ended', now(), 'STOPPED')");
            statement.execute("insert into experiment (id, requested_at) values ('runs', now())");
            statement.execute("""
                    insert into trial (id, experiment_id, state, purpose) values
                        ('ended/sampled', 'ended', 'SAMPLED', 'REINFORCE'),
                        ('ended/measured', 'ended', 'MEASURED', 'REINFORCE'),
                        ('ended/candidate', 'ended', 'MEASURED', 'DERIVE'),
                        ('ended/applied', 'ended', 'APPLIED', 'REINFORCE'),
                        ('runs/sampled', 'runs', 'SAMPLED', 'REINFORCE')""");
            statement.execute("""
                    insert into event_log (topic, kafka_partition, kafka_offset, event_id, experiment_id, type,
                        occurred_at, body) values ('deconas.weights', 0, 0, 'e', 'early', 'T', now(), '{}')""");
            // When
            migrate(url, "latest");
            // Then
            assertThat(rows(statement, "select string_agg(id || ' ' || state, ', ' order by id) from trial"))
                    .isEqualTo("ended/applied APPLIED, ended/candidate MEASURED, ended/measured SUPERSEDED,"
                            + " ended/sampled SUPERSEDED, runs/sampled SAMPLED");
            assertThat(rows(statement, "select string_agg(id, ', ' order by id) from experiment"))
                    .isEqualTo("early, ended, runs");
        }
    }

    private static void migrate(String url, String target) {
        Flyway.configure()
                .dataSource(url, LocalPostgres.USER, "postgres")
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static String rows(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
