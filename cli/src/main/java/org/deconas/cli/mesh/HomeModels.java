package org.deconas.cli.mesh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelDescriptor;

/** The models of a home, in the layout that inference reads: {@code models/ID/} with the SavedModel and its description. */
public final class HomeModels {

    /** Writes a SavedModel. */
    @FunctionalInterface
    public interface Content {
        /**
         * @param directory empty
         * @return what describes the model, once its archive is known
         */
        Function<ArtifactReference, ModelDescriptor> writeTo(Path directory) throws IOException;
    }

    private final MeshHome home;

    public HomeModels(MeshHome home) {
        this.home = home;
    }

    /** Whether there is a model of that id. */
    public boolean has(String id) {
        return Files.exists(directory(id));
    }

    /** Where a model of that id lies. */
    public Path directory(String id) {
        return home.models().resolve(id);
    }

    /** Writes a model whole, then puts it in place of one of the same id. */
    public ModelDescriptor put(Content content) throws IOException {
        home.create();
        Path incoming = Files.createTempDirectory(home.models(), ".incoming-");
        try {
            Function<ArtifactReference, ModelDescriptor> description = content.writeTo(incoming);
            Artifact archive =
                    new DirectoryArtifactStore(home.artifacts()).put(out -> DirectoryArchive.pack(incoming, out));
            ModelDescriptor model = description.apply(new ArtifactReference(archive.sha256(), archive.size()));
            Files.write(incoming.resolve(ModelDescriptor.FILE), model.encode());
            Path target = directory(model.modelId());
            DirectoryTree.delete(target);
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
            return model;
        } finally {
            DirectoryTree.delete(incoming);
        }
    }
}
