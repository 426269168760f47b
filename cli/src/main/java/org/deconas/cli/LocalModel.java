package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.cli.mesh.MeshException;
import org.deconas.cli.mesh.MeshHome;

/**
 * A model in a home, where the inference service unpacked it.
 *
 * @param directory of its SavedModel
 * @param scale its enlargement
 */
record LocalModel(Path directory, int scale) {

    /** Beside the SavedModel: the event that announced it. */
    private static final String DESCRIPTION = "model.json";

    static LocalModel find(MeshHome home, String id) throws IOException {
        Path directory = home.models().resolve(id);
        Path description = directory.resolve(DESCRIPTION);
        if (!Files.isRegularFile(description)) {
            throw new MeshException(
                    "there is no model '" + id + "' in " + home.directory() + "; there are: " + ids(home));
        }
        int scale = JsonFile.MAPPER
                .readTree(description.toFile())
                .path("network")
                .path("scale")
                .asInt();
        return new LocalModel(directory, scale);
    }

    private static String ids(MeshHome home) throws IOException {
        if (!Files.isDirectory(home.models())) {
            return "none";
        }
        try (Stream<Path> models = Files.list(home.models())) {
            String ids = models.filter(model -> Files.isRegularFile(model.resolve(DESCRIPTION)))
                    .map(model -> model.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return ids.isEmpty() ? "none" : ids;
        }
    }
}
