package org.deconas.experiments;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.PemCertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.deconas.infra.LocalPorts;
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
            int port = LocalPorts.free();
            postgres = LocalPostgres.start(home.resolve("postgres"), port);
            PemCertificateFiles own = certificate(home, HOST);
            encrypt(LocalPostgres.databaseDirectory(home.resolve("postgres")), own);
            Path trusted = (trustsAnother ? certificate(home, "another") : own).trustFile();
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
        } catch (Exception e) { // the generator declares no other
            throw new IllegalStateException(e);
        }
    }

    /** One that a host has signed for itself. */
    private static PemCertificateFiles certificate(Path folder, String host) throws Exception {
        CertificateRequest request = new CertificateRequest()
                .withName(host)
                .withCN(host)
                .withSubjectAlternativeName("DNS:" + host)
                .withFormat(Format.PEM);
        return (PemCertificateFiles)
                new CertificateGenerator(folder, true).generate(request).get(0);
    }

    private void encrypt(Path data, PemCertificateFiles certificate) throws IOException, SQLException {
        Files.copy(certificate.certFile(), data.resolve("server.crt"));
        Path key = Files.createFile(
                data.resolve("server.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, Files.readString(certificate.keyFile()));
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
}
