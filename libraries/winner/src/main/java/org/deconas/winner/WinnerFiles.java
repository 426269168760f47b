package org.deconas.winner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.onnx.OnnxExport;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.CellDrawing;

/** The files of a winner: its SavedModel, the same as ONNX, a drawing of its cells, and a card that says what it is. */
public final class WinnerFiles {

    /** The folder of the SavedModel, with its description beside it, so that {@code deconas evaluate} takes it. */
    public static final String SAVED_MODEL = "saved_model";

    /** The file of the same network as ONNX. */
    public static final String ONNX = "model.onnx";

    /** The drawing of the architecture's cells, SVG. */
    public static final String DRAWING = "cells.svg";

    /** What the model is, in Markdown. */
    public static final String CARD = "MODEL_CARD.md";

    private WinnerFiles() {}

    /**
     * Writes the files.
     *
     * @param profile see {@link SearchCommand#of}
     * @param savedModel the ZIP archive that the winner's {@code ModelTrained} names; is read to its end
     * @param directory an empty one, or one that is made
     * @throws IOException when the archive is damaged or something cannot be written
     */
    public static void write(Winner winner, Optional<JsonNode> profile, InputStream savedModel, Path directory)
            throws IOException {
        ModelTrained model = winner.model();
        Path modelDirectory = directory.resolve(SAVED_MODEL);
        DirectoryArchive.unpack(savedModel, modelDirectory);
        Files.write(
                modelDirectory.resolve(ModelDescriptor.FILE),
                ModelDescriptor.of(model).encode());
        OnnxExport.write(
                modelDirectory,
                Map.of(
                        "model", model.modelId(),
                        "scale", Integer.toString(model.network().scale()),
                        "architecture", model.sequence()),
                directory.resolve(ONNX));
        Architecture architecture = Architecture.parse(SearchSettings.space(model.network()), model.sequence());
        Files.writeString(directory.resolve(DRAWING), CellDrawing.svg(architecture));
        Files.writeString(directory.resolve(CARD), ModelCard.of(winner, profile));
    }
}
