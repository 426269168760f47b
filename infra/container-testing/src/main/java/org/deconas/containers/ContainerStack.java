package org.deconas.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A Kafka broker and a PostgreSQL server of the images that docker-compose.yml has, both new and without a topic or a table. */
public final class ContainerStack implements AutoCloseable {

    private static final String KAFKA_IMAGE = "apache/kafka:4.1.1";
    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final int STOP_SECONDS = 20;

    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;

    private ContainerStack(KafkaContainer kafka, PostgreSQLContainer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /**
     * Starts both and waits until they serve.
     *
     * @param database the name of the database
     */
    public static ContainerStack start(String database, String user, String password) {
        KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        // Of one number, so that a broker that was stopped comes back where its clients look for it
        kafka.setPortBindings(List.of(freePort() + ":9092"));
        PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES_IMAGE)
                .withDatabaseName(database)
                .withUsername(user)
                .withPassword(password);
        ContainerStack stack = new ContainerStack(kafka, postgres);
        try {
            Startables.deepStart(kafka, postgres).join();
            return stack;
        } catch (RuntimeException failure) {
            stack.close();
            throw failure;
        }
    }

    /** What Kafka clients are given. */
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    /** Where the database answers on this machine. */
    public int postgresPort() {
        return postgres.getFirstMappedPort();
    }

    /** Stops the broker's container. */
    public void stopKafka() {
        kafka.getDockerClient()
                .stopContainerCmd(kafka.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    /** Starts the broker's container again, with the records that it had; does not wait until it serves. */
    public void startKafka() {
        kafka.getDockerClient().startContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
