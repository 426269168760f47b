package org.deconas.experiments.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.experiments.projection.Reading.Readable;
import org.deconas.schema.WorkEvent;
import org.deconas.work.TrainerActivity;
import org.deconas.work.WorkRules;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Who works for which experiment, from the topic of claims. It is no part of an experiment and not in the read model: each instance of
 * the service reads the topic from its beginning and remembers what is new.
 */
@ApplicationScoped
public class Claims {

    private static final int REMEMBERED = 20_000;

    private final TrainerActivity activity = new TrainerActivity(WorkRules.DEFAULT, REMEMBERED);

    @Incoming("claims")
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (Reading.of(record) instanceof Readable readable && readable.event() instanceof WorkEvent event) {
            activity.fold(event, Projection.time(record));
        }
    }

    /** The ids of an experiment's pieces of work of which it is not known here that they were answered. */
    public Set<String> unanswered(String experimentId) {
        return activity.unanswered(experimentId);
    }

    /** Takes note of when pieces of work were answered, by their ids. */
    public void answered(String experimentId, Map<String, Instant> answeredAt) {
        activity.answered(experimentId, answeredAt);
    }

    /** The trainers of an experiment, as {@link TrainerActivity#of} has them. */
    public List<TrainerActivity.Summary> of(String experimentId, Instant until) {
        return activity.of(experimentId, until);
    }
}
