package org.deconas.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * What lies beside a model's SavedModel as {@link #FILE}. Of a network that was trained here it is the body of its {@link ModelTrained},
 * as it has always been; of one that was imported it has the field {@code imported} in place of all that only a training knows.
 *
 * @param modelId what users call it by
 * @param scale how many times wider and higher an image becomes
 * @param savedModel a ZIP archive of its TensorFlow SavedModel
 * @param origin where it comes from
 */
public record ModelDescriptor(String modelId, int scale, ArtifactReference savedModel, Origin origin) {

    /** The file's name. */
    public static final String FILE = "model.json";

    /** What users call a model by is a directory's name, too. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    public ModelDescriptor {
        Require.text("modelId", modelId);
        Require.atLeast("scale", scale, 1);
        Require.present("savedModel", savedModel);
        Require.present("origin", origin);
    }

    /** Where a model comes from. */
    public sealed interface Origin {}

    /** A training of this mesh. */
    public record Trained(ModelTrained event) implements Origin {
        public Trained {
            Require.present("event", event);
        }
    }

    /**
     * A network of others.
     *
     * @param file that it was read from, by its name
     * @param colours that it takes: {@code rgb}, {@code bgr} or {@code luma}
     * @param range of the values that it takes: {@code 1}, {@code 255} or {@code -1..1}
     * @param bytesPerPixel what a run takes at most for one pixel of the image that is enlarged
     * @param tiled whether it can be run tile by tile, because it is known how far it sees
     */
    public record Imported(String file, String colours, String range, long bytesPerPixel, boolean tiled)
            implements Origin {
        public Imported {
            Require.text("file", file);
            Require.text("colours", colours);
            Require.text("range", range);
            Require.atLeast("bytesPerPixel", bytesPerPixel, 1);
        }
    }

    /** As {@link #FILE} has an imported one. */
    private record ImportedModel(String modelId, int scale, ArtifactReference savedModel, Imported imported) {}

    /** Describes a model that a training announced. */
    public static ModelDescriptor of(ModelTrained event) {
        return new ModelDescriptor(event.modelId(), event.network().scale(), event.savedModel(), new Trained(event));
    }

    /** Whether a model can be called so: letters, digits, {@code . _ -}, and no dot at the beginning. */
    public static boolean canBeId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether it was trained here. */
    public boolean isTrained() {
        return origin instanceof Trained;
    }

    /** The content of {@link #FILE}. */
    public byte[] encode() {
        if (origin instanceof Trained trained) {
            return EventCodec.encode(trained.event());
        }
        try {
            return EventCodec.mapper()
                    .writeValueAsBytes(new ImportedModel(modelId, scale, savedModel, (Imported) origin));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableEventException when it is no description of a model, with one line that says why
     */
    public static ModelDescriptor decode(byte[] content) throws UnreadableEventException {
        JsonNode description;
        try {
            description = EventCodec.mapper().readTree(content);
        } catch (IOException e) {
            throw new UnreadableEventException("The description of the model is no JSON");
        }
        if (!description.hasNonNull("imported")) {
            return of((ModelTrained) EventCodec.decode(EventCodec.type(ModelTrained.class), content));
        }
        try {
            ImportedModel model = EventCodec.mapper().treeToValue(description, ImportedModel.class);
            return new ModelDescriptor(model.modelId(), model.scale(), model.savedModel(), model.imported());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UnreadableEventException("The description of the imported model is refused: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }
}
