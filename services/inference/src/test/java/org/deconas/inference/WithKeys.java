package org.deconas.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.deconas.keys.InvalidKeysException;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;

/** The service without Kafka and with a viewer's key. */
public class WithKeys extends WithoutKafka {

    /** A property, because tests and their profile may be loaded apart. */
    private static final String VIEWER = "test.key.viewer";

    static String viewer() {
        return System.getProperty(VIEWER);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path file = Files.createTempDirectory("inference-keys").resolve("keys");
            System.setProperty(VIEWER, new KeyFile(file).add(new KeyHolder("anna", Role.VIEWER), new SecureRandom()));
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("deconas.access.keys-file", file.toString());
            return overrides;
        } catch (InvalidKeysException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
