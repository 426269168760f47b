package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.deconas.schema.EventCodec;
import org.deconas.schema.PolicyUpdated;

/** Where the versions of a policy are kept, from the log. */
@ApplicationScoped
public class PolicySnapshots {

    private static final String SNAPSHOTS = """
            with version as (
                select cast(body->>'version' as bigint) as number, cast(body->>'round' as integer) as round,
                    body->'snapshot'->>'sha256' as sha256
                from event_log
                where experiment_id = :id and type = :updated)
            select number, round, sha256
            from version
            order by number""";

    /**
     * A version of a policy.
     *
     * @param sha256 of its snapshot in the artifact store
     */
    public record Snapshot(long version, int round, String sha256) {}

    /**
     * Versions of a policy, oldest first.
     *
     * @param versions how many there are in all
     */
    public record Thinned(long versions, List<Snapshot> snapshots) {}

    private final ReadModel readModel;

    PolicySnapshots(ReadModel readModel) {
        this.readModel = readModel;
    }

    /**
     * The versions whose number is a multiple of a power of two, and the newest one: as few as are asked for at most. While a search goes on
     * they stay the same or every other one is left out, so that what was found for them once is of use again.
     *
     * @param most at least 2
     */
    public Uni<Thinned> of(String experimentId, int most) {
        return readModel.read(session -> session.createNativeQuery(SNAPSHOTS, Object[].class)
                .setParameter("id", experimentId)
                .setParameter("updated", EventCodec.type(PolicyUpdated.class))
                .getResultList()
                .map(rows -> thinned(
                        rows.stream()
                                .map(row -> new Snapshot((Long) row[0], (Integer) row[1], (String) row[2]))
                                .toList(),
                        most)));
    }

    static Thinned thinned(List<Snapshot> all, int most) {
        long newest = all.isEmpty() ? 0 : all.get(all.size() - 1).version();
        long stride = 1;
        while (newest / stride + 2 > most) {
            stride *= 2;
        }
        long every = stride;
        return new Thinned(
                all.size(),
                all.stream()
                        .filter(snapshot -> snapshot.version() % every == 0 || snapshot.version() == newest)
                        .toList());
    }
}
