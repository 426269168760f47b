package org.deconas.inference;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.deconas.infra.LocalKafka;
import org.deconas.infra.LocalPorts;
import org.deconas.infra.MeshTopics;

/** A real Kafka broker with the mesh's topics, and empty directories. */
public class MeshResource implements QuarkusTestResourceLifecycleManager {

    private LocalKafka kafka;

    @Override
    public Map<String, String> start() {
        try {
            Path home = Files.createTempDirectory("inference-test");
            kafka = LocalKafka.start(home.resolve("kafka"), LocalPorts.free());
            try (Admin admin = kafka.admin()) {
                MeshTopics.create(admin);
            }
            return Map.of(
                    "kafka.bootstrap.servers",
                    kafka.bootstrapServers(),
                    "deconas.artifacts.directory",
                    home.resolve("artifacts").toString(),
                    "deconas.inference.models-directory",
                    home.resolve("models").toString(),
                    "deconas.inference.models-in-memory",
                    "1",
                    "deconas.inference.pixels-at-once",
                    "10000",
                    "deconas.inference.waiting-requests",
                    "4",
                    "deconas.inference.jobs.most-waiting",
                    "2");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
