package org.deconas.experiments;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deconas.infra.LocalPostgres;
import org.eclipse.microprofile.config.ConfigProvider;

/** The database of the service, past the service. */
public final class Database {

    private static final List<String> TABLES = List.of(
            "event_log",
            "experiment",
            "trial",
            "policy_version",
            "model",
            "topic_position",
            "dead_letter",
            "idempotency_key",
            "log_epoch");

    private Database() {}

    /** Each row's columns as text, separated by one space. */
    public static List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(result.getString(column));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As if the database were a new one. */
    public static void empty() {
        execute("truncate " + String.join(", ", TABLES));
    }

    /** Everything that an experiment has in the read model, but when it was read and in which order. */
    public static List<String> readModelOf(String experimentId) {
        return IntStream.range(0, 5)
                .boxed()
                .flatMap(table -> rows("select to_jsonb(t) - 'position' - 'seen_at' from " + TABLES.get(table)
                                + " t where " + (TABLES.get(table).equals("experiment") ? "id" : "experiment_id")
                                + " = '" + experimentId + "'")
                        .stream())
                .sorted()
                .collect(Collectors.toList());
    }

    private static Connection connect() throws SQLException {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        return DriverManager.getConnection(url, LocalPostgres.USER, "postgres");
    }
}
