package org.deconas.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deconas.keys.InvalidKeysException;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whom this service lets in. */
@Singleton
class Access {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final AccessRules rules;
    private final Optional<KnownKeys> keys;

    /** @throws ConfigurationException when the service must not start so */
    Access(AccessSettings settings, @ConfigProperty(name = "quarkus.http.host") String host) {
        new Exposure(host, settings.keysFile().isPresent(), settings.open())
                .refusal()
                .ifPresent(reason -> {
                    throw new ConfigurationException(reason);
                });
        rules = new AccessRules(
                settings.openPaths(),
                settings.readingPosts().orElse(List.of()),
                settings.readingDeletes().orElse(List.of()));
        keys = settings.keysFile().map(KeyFile::new).map(Access::known);
    }

    private static KnownKeys known(KeyFile file) {
        try {
            return new KnownKeys(file);
        } catch (InvalidKeysException e) {
            throw new ConfigurationException(e.getMessage());
        } catch (IOException e) {
            throw new ConfigurationException("the file of keys " + file.path() + " cannot be read: " + e);
        }
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event, Vertx vertx) {
        keys.ifPresent(known -> vertx.setPeriodic(
                BETWEEN_LOOKS.toMillis(),
                timer -> vertx.executeBlocking(() -> {
                    known.look();
                    return null;
                })));
    }

    /** The role that a request takes; empty when everybody may make it. */
    Optional<Role> needed(String method, String path) {
        return keys.isEmpty() ? Optional.empty() : rules.needed(method, path);
    }

    /** Whose key this is; empty when it is nobody's. */
    Optional<KeyHolder> holder(String key) {
        return keys.flatMap(known -> known.holder(key));
    }
}
