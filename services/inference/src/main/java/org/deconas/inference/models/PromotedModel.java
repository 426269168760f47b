package org.deconas.inference.models;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.deconas.schema.ModelTrained;

/**
 * A model on this machine's disk.
 *
 * @param event what is known of it
 * @param promoted when the log got it
 * @param directory its SavedModel
 */
public record PromotedModel(ModelTrained event, Instant promoted, Path directory) {

    /** The newest first; of equally new ones, by id. */
    public static final Comparator<PromotedModel> NEWEST_FIRST =
            Comparator.comparing(PromotedModel::announcement, Announcement.NEWEST_FIRST);

    /** What the log said of it. */
    public Announcement announcement() {
        return new Announcement(event, promoted);
    }

    /** What users call it by. */
    public String id() {
        return event.modelId();
    }

    /** How many times wider and higher an image becomes. */
    public int scale() {
        return event.network().scale();
    }

    /** The SHA-256 of its archive. */
    public String digest() {
        return event.savedModel().sha256();
    }
}
