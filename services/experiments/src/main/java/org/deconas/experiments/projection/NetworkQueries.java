package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.schema.EventCodec;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.UnreadableEventException;

/** What trainers said of the networks that they trained on their own. */
@ApplicationScoped
public class NetworkQueries {

    private static final String PICTURE = """
            select exists (
                select from event_log
                where experiment_id = :id and type = :type and body->'preview'->>'sha256' = :sha256)""";

    private final ReadModel readModel;

    NetworkQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** The segments of an experiment's networks, in the order of the log. */
    public Uni<List<NetworkTrained>> segments(String experimentId) {
        return readModel
                .read(session -> session.createSelectionQuery(
                                "from LoggedEvent where experimentId = :id and type = :type order by position",
                                LoggedEvent.class)
                        .setParameter("id", experimentId)
                        .setParameter("type", EventCodec.type(NetworkTrained.class))
                        .getResultList())
                .map(events -> events.stream().map(NetworkQueries::segment).toList());
    }

    /** Whether an experiment's segments name a picture of that digest. */
    public Uni<Boolean> hasPicture(String experimentId, String sha256) {
        return readModel.read(session -> session.createNativeQuery(PICTURE, Boolean.class)
                .setParameter("id", experimentId)
                .setParameter("type", EventCodec.type(NetworkTrained.class))
                .setParameter("sha256", sha256)
                .getSingleResult());
    }

    private static NetworkTrained segment(LoggedEvent logged) {
        try {
            return (NetworkTrained)
                    EventCodec.decode(logged.type(), logged.body().getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("The read model has an event that it could read once", e);
        }
    }
}
