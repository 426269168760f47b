package org.deconas.inference;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The service where no broker answers and nothing is on disk. */
public class WithoutKafka implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path home = Files.createTempDirectory("inference-test");
            return Map.of(
                    "kafka.bootstrap.servers", "localhost:1",
                    "deconas.artifacts.directory", home.resolve("artifacts").toString(),
                    "deconas.inference.models-directory", home.resolve("models").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
