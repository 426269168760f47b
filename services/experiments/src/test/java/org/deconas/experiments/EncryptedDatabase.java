package org.deconas.experiments;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.deconas.infra.LocalPostgres;

/**
 * A PostgreSQL server that takes encrypted connections alone, as one called localhost, and a service that is told whom to trust: the server's
 * own certificate, or with {@link #TRUSTS_ANOTHER} one that the server does not have.
 */
public class EncryptedDatabase implements QuarkusTestResourceLifecycleManager {

    /** Argument that is true for a service which trusts somebody else. */
    public static final String TRUSTS_ANOTHER = "trusts-another";

    private static final String HOST = "localhost";

    private boolean trustsAnother;
    private LocalPostgres postgres;

    @Override
    public void init(Map<String, String> arguments) {
        trustsAnother = Boolean.parseBoolean(arguments.get(TRUSTS_ANOTHER));
    }

    /** After the one of the mesh, whose database is left alone. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path home = Files.createTempDirectory("encrypted-database");
            int port = freePort();
            postgres = LocalPostgres.start(home.resolve("postgres"), port);
            Certificate own = Certificate.of(HOST);
            encrypt(LocalPostgres.databaseDirectory(home.resolve("postgres")), own);
            Path trusted = home.resolve("trusted.pem");
            Files.writeString(trusted, (trustsAnother ? Certificate.of("another") : own).pem());
            String database = "postgresql://" + HOST + ":" + port + "/" + LocalPostgres.DATABASE;
            return Map.of(
                    "quarkus.datasource.reactive.url",
                    database,
                    "quarkus.datasource.reactive.postgresql.ssl-mode",
                    "verify-full",
                    "quarkus.datasource.reactive.hostname-verification-algorithm",
                    "HTTPS",
                    "quarkus.datasource.reactive.trust-certificate-pem",
                    "true",
                    "quarkus.datasource.reactive.trust-certificate-pem.certs",
                    trusted.toString(),
                    "quarkus.datasource.jdbc.url",
                    "jdbc:" + database + "?sslmode=verify-full&sslrootcert=" + trusted,
                    MeshResource.POSTGRES_PORT,
                    Integer.toString(port));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void encrypt(Path data, Certificate certificate) throws IOException, SQLException {
        Files.writeString(data.resolve("server.crt"), certificate.pem());
        Path key = Files.createFile(
                data.resolve("server.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, certificate.keyPem());
        Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 trust\n");
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
