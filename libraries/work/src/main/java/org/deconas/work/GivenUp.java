package org.deconas.work;

import java.util.HashSet;
import java.util.Set;
import org.deconas.schema.Event;

/** Work that nobody will answer any more, as a trainer tells the log: each piece once for as long as it stays so. */
final class GivenUp {

    private final Publisher publisher;
    private final Set<String> told = new HashSet<>(); // ids of events

    GivenUp(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Publishes the failures that have not been, and forgets those that the log has taken by now. */
    void tell(Iterable<? extends Event> failures) {
        Set<String> hopeless = new HashSet<>();
        for (Event failure : failures) {
            hopeless.add(failure.eventId());
            if (told.add(failure.eventId())) {
                publisher.publish(failure);
            }
        }
        told.retainAll(hopeless);
    }
}
