package org.deconas.trainer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.UnreadableEventException;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Experiments whose work nobody waits for any more. */
@ApplicationScoped
class StoppedExperiments {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    @Incoming("experiments")
    void take(ConsumerRecord<String, byte[]> record) {
        try {
            Event event = EventReader.read(record);
            if (event instanceof ExperimentStopRequested || event instanceof ExperimentEnded) {
                ids.add(event.experimentId());
            }
        } catch (UnreadableEventException e) {
            // The experiments service dead-letters it
        }
    }

    boolean contains(String experimentId) {
        return ids.contains(experimentId);
    }
}
