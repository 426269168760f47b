package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.UnreadableEventException;

/**
 * A model in a home, where the inference service unpacked it or it was imported, or in a directory of the same content.
 *
 * @param directory of its SavedModel
 * @param id what users call it by
 * @param sequence its architecture; empty for one that was imported
 * @param scale its enlargement
 */
record LocalModel(Path directory, String id, Optional<String> sequence, int scale) {

    /** @param model id of a model in that home, or a directory */
    static LocalModel find(MeshHome home, String model) throws IOException {
        for (Path directory : new Path[] {home.models().resolve(model), Path.of(model)}) {
            Path description = directory.resolve(ModelDescriptor.FILE);
            if (Files.isRegularFile(description)) {
                return of(directory, description);
            }
        }
        throw new MeshException(
                "there is no model '" + model + "' in " + home.directory() + "; there are: " + ids(home));
    }

    private static LocalModel of(Path directory, Path description) throws IOException {
        try {
            ModelDescriptor model = ModelDescriptor.decode(Files.readAllBytes(description));
            Optional<String> sequence = model.origin() instanceof ModelDescriptor.Trained trained
                    ? Optional.of(trained.event().sequence())
                    : Optional.empty();
            return new LocalModel(directory, model.modelId(), sequence, model.scale());
        } catch (UnreadableEventException e) {
            throw new MeshException(description + " describes no model: " + e.getMessage());
        }
    }

    private static String ids(MeshHome home) throws IOException {
        if (!Files.isDirectory(home.models())) {
            return "none";
        }
        try (Stream<Path> models = Files.list(home.models())) {
            String ids = models.filter(model -> Files.isRegularFile(model.resolve(ModelDescriptor.FILE)))
                    .map(model -> model.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return ids.isEmpty() ? "none" : ids;
        }
    }
}
