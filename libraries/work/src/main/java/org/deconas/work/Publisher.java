package org.deconas.work;

import java.util.concurrent.CompletionStage;
import org.deconas.schema.Event;

/** Writes to the log. */
@FunctionalInterface
public interface Publisher {

    /** Writes an event after all that were given before it, without blocking; completes when it is in the log, however long that takes. */
    CompletionStage<?> publish(Event event);
}
