package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which request was answered with which experiment; remembered for seven days. */
@ApplicationScoped
public class IdempotencyKeys {

    private static final String FORGET = "delete from idempotency_key where used_at < now() - interval '7 days'";

    private static final String REMEMBER = """
            insert into idempotency_key (key, fingerprint, experiment_id)
            values (:key, :fingerprint, :experimentId)
            on conflict do nothing""";

    /**
     * What a key stands for.
     *
     * @param experimentId the experiment that the first request with it began, or is beginning
     * @param fingerprint of that request
     */
    public record Use(String experimentId, String fingerprint) {}

    private final ReadModel readModel;

    IdempotencyKeys(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** What a key stands for; empty when it was not used. */
    public Uni<Optional<Use>> find(String key) {
        return readModel.read(session -> find(session, key));
    }

    /** Remembers what a key is used for, unless it was used before; gives what it stands for now. */
    public Uni<Use> use(String key, String fingerprint, String experimentId) {
        return readModel.change(session -> session.createNativeQuery(FORGET)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(REMEMBER)
                        .setParameter("key", key)
                        .setParameter("fingerprint", fingerprint)
                        .setParameter("experimentId", experimentId)
                        .executeUpdate())
                .chain(() -> find(session, key))
                .map(Optional::orElseThrow));
    }

    private static Uni<Optional<Use>> find(Mutiny.Session session, String key) {
        return session.createNativeQuery(
                        "select experiment_id, fingerprint from idempotency_key where key = :key", Object[].class)
                .setParameter("key", key)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(found -> new Use((String) found[0], (String) found[1])));
    }
}
