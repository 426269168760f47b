package org.deconas.inference.models;

import java.time.Instant;
import java.util.Comparator;
import org.deconas.schema.ModelTrained;

/**
 * What the log says of a model.
 *
 * @param event what is known of it
 * @param promoted when the log got it
 */
public record Announcement(ModelTrained event, Instant promoted) {

    /** The newest first; of equally new ones, by id. */
    public static final Comparator<Announcement> NEWEST_FIRST =
            Comparator.comparing(Announcement::promoted).reversed().thenComparing(Announcement::id);

    /** What users call the model by. */
    public String id() {
        return event.modelId();
    }

    boolean isNewerThan(Announcement other) {
        return promoted.isAfter(other.promoted);
    }
}
