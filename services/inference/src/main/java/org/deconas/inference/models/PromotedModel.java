package org.deconas.inference.models;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import org.deconas.schema.ModelDescriptor;

/**
 * A model on this machine's disk.
 *
 * @param descriptor what is known of it
 * @param promoted when the log got it, or when it was imported
 * @param directory its SavedModel
 */
public record PromotedModel(ModelDescriptor descriptor, Instant promoted, Path directory) {

    /** The newest first; of equally new ones, by id. */
    public static final Comparator<PromotedModel> NEWEST_FIRST =
            Comparator.comparing(PromotedModel::announcement, Announcement.NEWEST_FIRST);

    /** What was said of it. */
    public Announcement announcement() {
        return new Announcement(descriptor, promoted);
    }

    /** What users call it by. */
    public String id() {
        return descriptor.modelId();
    }

    /** How many times wider and higher an image becomes. */
    public int scale() {
        return descriptor.scale();
    }

    /** Whether an image that is too large for one run may be cut into tiles. */
    public boolean isTiled() {
        return !(descriptor.origin() instanceof ModelDescriptor.Imported imported) || imported.tiled();
    }

    /** The SHA-256 of its archive. */
    public String digest() {
        return descriptor.savedModel().sha256();
    }
}
