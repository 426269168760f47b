package org.deconas.experiments;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.deconas.containers.ContainerEngine;
import org.deconas.infra.LocalPostgres;
import org.deconas.infra.MeshTopics;

/** A real Kafka broker with the mesh's topics, and a real PostgreSQL, both new. */
public class MeshResource implements QuarkusTestResourceLifecycleManager {

    /** Configuration key, for tests that go to the database past the service. */
    public static final String POSTGRES_PORT = "test.postgres.port";

    /** How long Kafka's clients wait for one request: shorter than is usual, so that an outage may be. */
    public static final Duration KAFKA_REQUEST_LIMIT = Duration.ofSeconds(5);

    private Stack stack;

    @Override
    public Map<String, String> start() {
        try {
            Path home = Files.createTempDirectory("experiments-test");
            stack = ContainerEngine.wanted() ? new Stack.InContainers() : new Stack.Embedded(home);
            try (Admin admin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
                MeshTopics.create(admin);
            }
            int port = stack.postgresPort();
            String database = "postgresql://localhost:" + port + "/" + LocalPostgres.DATABASE;
            return Map.of(
                    "kafka.bootstrap.servers",
                    stack.bootstrapServers(),
                    "quarkus.datasource.reactive.url",
                    database,
                    "quarkus.datasource.jdbc.url",
                    "jdbc:" + database,
                    "quarkus.datasource.username",
                    LocalPostgres.USER,
                    "quarkus.datasource.password",
                    "postgres",
                    "deconas.artifacts.directory",
                    home.resolve("artifacts").toString(),
                    "kafka.request.timeout.ms",
                    Long.toString(KAFKA_REQUEST_LIMIT.toMillis()),
                    "deconas.experiments.look-at-positions",
                    "1s",
                    "deconas.experiments.stream-stall-limit",
                    "3s",
                    POSTGRES_PORT,
                    Integer.toString(port));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives itself to tests that have a field for it. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(MeshResource.class));
    }

    /** Starts the broker, with what it had when it was stopped. */
    public void startKafka() {
        stack.startKafka();
    }

    public void stopKafka() {
        stack.stopKafka();
    }

    @Override
    public void stop() {
        if (stack != null) {
            stack.close();
        }
    }
}
