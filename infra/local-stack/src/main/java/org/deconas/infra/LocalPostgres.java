package org.deconas.infra;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL server that listens on 127.0.0.1 only, keeps its data over restarts, and has the database {@code deconas}. */
public final class LocalPostgres implements AutoCloseable {

    /** The database that is there after the start. */
    public static final String DATABASE = "deconas";

    /** Its owner; no password is asked on 127.0.0.1. */
    public static final String USER = "postgres";

    /** Long, because a server that was killed first makes its data whole again. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);

    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server and waits until it serves. A server that a killed stack left running from the same directory is
     * stopped first.
     *
     * @param directory holds the data, the unpacked programs and the log of the server
     * @param port the port for clients
     * @throws IllegalStateException if the server cannot start, in one line that says why
     */
    public static LocalPostgres start(Path directory, int port) {
        Path home = directory.toAbsolutePath().normalize();
        Path database = databaseDirectory(home);
        Path log = home.resolve("postgres.log");
        try {
            Files.createDirectories(home);
            refuseOtherUsers(home);
            LeftoverPostgres.of(database).ifPresent(LeftoverPostgres::stop);
            LeftoverPostgres.forget(database);
            removeUnfinished(home, database);
            Files.deleteIfExists(log);
            LocalPostgres postgres = new LocalPostgres(await(launch(home, database, port, log), log));
            postgres.createDatabase();
            return postgres;
        } catch (IOException | SQLException | RuntimeException failure) {
            throw new IllegalStateException(reason(log, failure), failure);
        }
    }

    /** Where the data lies below the directory that {@link #start} is given. */
    public static Path databaseDirectory(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("database");
    }

    /** Connections to the database {@code deconas}. */
    public DataSource dataSource() {
        return server.getDatabase(USER, DATABASE);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new IllegalStateException("PostgreSQL did not stop: " + failure.getMessage(), failure);
        }
    }

    /** The library waits the whole limit even when the server has given up; its log says so at once. */
    private static EmbeddedPostgres await(FutureTask<EmbeddedPostgres> launch, Path log) throws IOException {
        Thread thread = new Thread(launch, "start-postgres");
        thread.setDaemon(true);
        thread.start();
        try {
            while (true) {
                try {
                    return launch.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillStarting) {
                    if (linesOf(log).contains("pg_ctl: could not start server")) {
                        // Interrupted, the library stops waiting, and closing what it gives frees the directory.
                        thread.interrupt();
                        launch.get().close();
                        throw new IllegalStateException("the server gave up", stillStarting);
                    }
                }
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause().getMessage(), failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static FutureTask<EmbeddedPostgres> launch(Path home, Path database, int port, Path log) {
        return new FutureTask<>(EmbeddedPostgres.builder()
                .setDataDirectory(database)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.resolve("programs").toFile())
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("max_connections", "100")::start);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    /** The programs are unpacked into a directory that all may write to. */
    private static void refuseOtherUsers(Path home) throws IOException {
        if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** A first start that was killed leaves half-unpacked programs or a half-made database, and neither mends itself. */
    private static void removeUnfinished(Path home, Path database) throws IOException {
        if (!Files.exists(database.resolve("PG_VERSION")) || !Files.exists(database.resolve("global/pg_control"))) {
            remove(database);
        }
        Path programs = home.resolve("programs");
        if (Files.isDirectory(programs)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(programs)) {
                for (Path version : versions) {
                    if (!Files.exists(version.resolve(".exists"))) {
                        remove(version);
                    }
                }
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String reason(Path log, Exception failure) {
        List<String> lines = linesOf(log);
        boolean refusedAsRoot = lines.stream()
                .anyMatch(line -> line.contains("unshare failed") || line.contains("cannot be run as root"));
        if (refusedAsRoot) {
            return "PostgreSQL cannot run as root here, because this container does not allow user namespaces (unshare);"
                    + " run as another user, or use a database of your own with --postgres-url";
        }
        return "PostgreSQL did not start: "
                + lines.stream()
                        .filter(line ->
                                line.contains("could not bind") || line.contains("FATAL") || line.contains("error:"))
                        .findFirst()
                        .map(line -> line.replaceFirst("^.*?(?:FATAL|LOG|WARNING): +", ""))
                        .orElse(failure.getMessage());
    }

    private static List<String> linesOf(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException noLog) {
            return List.of();
        }
    }
}
