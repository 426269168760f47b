package org.deconas.experiments;

import java.nio.file.Path;
import org.deconas.containers.ContainerStack;
import org.deconas.infra.LocalKafka;
import org.deconas.infra.LocalPorts;
import org.deconas.infra.LocalPostgres;

/** A real Kafka broker and a real PostgreSQL server for tests: in their process, or with {@code -Pcontainers} in containers. */
interface Stack extends AutoCloseable {

    String bootstrapServers();

    int postgresPort();

    void stopKafka();

    /** With what it had when it was stopped. */
    void startKafka();

    @Override
    void close();

    /** In the tests' process. */
    final class Embedded implements Stack {

        private final Path kafkaHome;
        private final int kafkaPort = LocalPorts.free();
        private final int postgresPort = LocalPorts.free();
        private final LocalPostgres postgres;
        private LocalKafka kafka; // null while it is stopped

        Embedded(Path home) {
            kafkaHome = home.resolve("kafka");
            startKafka();
            postgres = LocalPostgres.start(home.resolve("postgres"), postgresPort);
        }

        @Override
        public String bootstrapServers() {
            return "127.0.0.1:" + kafkaPort;
        }

        @Override
        public int postgresPort() {
            return postgresPort;
        }

        @Override
        public void startKafka() {
            kafka = LocalKafka.start(kafkaHome, kafkaPort);
        }

        @Override
        public void stopKafka() {
            if (kafka != null) {
                kafka.close();
                kafka = null;
            }
        }

        @Override
        public void close() {
            postgres.close();
            stopKafka();
        }
    }

    /** Of the images that docker-compose.yml has. */
    final class InContainers implements Stack {

        private final ContainerStack containers =
                ContainerStack.start(LocalPostgres.DATABASE, LocalPostgres.USER, "postgres");

        @Override
        public String bootstrapServers() {
            return containers.bootstrapServers();
        }

        @Override
        public int postgresPort() {
            return containers.postgresPort();
        }

        @Override
        public void stopKafka() {
            containers.stopKafka();
        }

        @Override
        public void startKafka() {
            containers.startKafka();
        }

        @Override
        public void close() {
            containers.close();
        }
    }
}
