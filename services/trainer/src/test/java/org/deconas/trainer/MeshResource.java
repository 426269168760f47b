package org.deconas.trainer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.deconas.infra.LocalKafka;
import org.deconas.infra.LocalPorts;
import org.deconas.infra.MeshTopics;

/** A real Kafka broker with the mesh's topics, which tests may stop and start again with what it has. */
public class MeshResource implements QuarkusTestResourceLifecycleManager {

    private static LocalKafka kafka;
    private static Path home;
    private static int port;

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory("trainer-test");
            port = LocalPorts.free();
            startKafka();
            try (Admin admin = kafka.admin()) {
                MeshTopics.create(admin);
            }
            return Map.of(
                    "kafka.bootstrap.servers",
                    kafka.bootstrapServers(),
                    "deconas.artifacts.directory",
                    home.resolve("artifacts").toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void startKafka() {
        kafka = LocalKafka.start(home.resolve("kafka"), port);
    }

    static void stopKafka() {
        kafka.close();
    }

    @Override
    public void stop() {
        kafka.close();
    }
}
