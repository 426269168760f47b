package org.deconas.experiments.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.deconas.keys.InvalidKeysException;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;

/**
 * The service with a viewer's and an operator's key, a log file, and no patience with experiments that nobody requested: whatever else than
 * usual any test wants, because each profile is another start of everything.
 */
public class WithKeys implements QuarkusTestProfile {

    /** A property, because tests and their profile may be loaded apart. */
    private static final String KEY = "test.key.";

    public static String key(Role role) {
        return System.getProperty(KEY + role.word());
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("experiments-keys");
            KeyFile file = new KeyFile(folder.resolve("keys"));
            for (Role role : Role.values()) {
                System.setProperty(
                        KEY + role.word(), file.add(new KeyHolder("a-" + role.word(), role), new SecureRandom()));
            }
            return Map.of(
                    "deconas.experiments.unknown-after",
                    "1s",
                    "deconas.access.keys-file",
                    file.path().toString(),
                    "quarkus.log.file.enabled",
                    "true",
                    "quarkus.log.file.path",
                    folder.resolve("log").toString());
        } catch (InvalidKeysException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
