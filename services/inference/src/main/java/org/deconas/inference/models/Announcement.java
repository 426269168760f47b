package org.deconas.inference.models;

import java.time.Instant;
import java.util.Comparator;
import org.deconas.schema.ModelDescriptor;

/**
 * What is said of a model, by the log or by what lies beside it on disk.
 *
 * @param model what is known of it
 * @param promoted when the log got it, or when it was imported
 */
public record Announcement(ModelDescriptor model, Instant promoted) {

    /** The newest first; of equally new ones, by id. */
    public static final Comparator<Announcement> NEWEST_FIRST =
            Comparator.comparing(Announcement::promoted).reversed().thenComparing(Announcement::id);

    /** What users call the model by. */
    public String id() {
        return model.modelId();
    }

    boolean isNewerThan(Announcement other) {
        return promoted.isAfter(other.promoted);
    }
}
