package org.deconas.inference.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.UnreadableEventException;
import org.deconas.serving.ServedNetwork;
import org.jboss.logging.Logger;

/**
 * The models on this machine's disk: {@code <id>/} holds a SavedModel and {@code model.json}, which describes it; that file's time is when
 * the log got it, or when it was imported. A model appears whole or not at all: it is unpacked beside, tried, then renamed.
 */
public final class ModelDirectory {

    /** Whether a SavedModel can be used. */
    @FunctionalInterface
    public interface Trial {

        /** @throws IOException when it cannot, with one line that says why */
        void of(Path savedModel, ModelTrained event) throws IOException;
    }

    private static final Logger LOG = Logger.getLogger(ModelDirectory.class);

    private static final String UNFINISHED = ".";

    private final Path directory;

    public ModelDirectory(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Reads what is there. What an earlier process left unfinished is removed; what cannot be read is passed over with a warning. */
    public List<PromotedModel> scan() throws IOException {
        Files.createDirectories(directory);
        List<PromotedModel> models = new ArrayList<>();
        for (Path child : children()) {
            if (child.getFileName().toString().startsWith(UNFINISHED)) {
                DirectoryTree.delete(child);
            } else {
                try {
                    models.add(read(child));
                } catch (IOException | UnreadableEventException e) {
                    LOG.warnf("Model passed over: directory=%s reason=%s", child, e.getMessage());
                }
            }
        }
        return models;
    }

    /**
     * Looks for models that were imported, while others may be writing here. What cannot be read is none yet.
     *
     * @param unknown which names are looked at
     */
    List<PromotedModel> imported(Predicate<String> unknown) throws IOException {
        List<PromotedModel> models = new ArrayList<>();
        for (Path child : children()) {
            String name = child.getFileName().toString();
            if (!name.startsWith(UNFINISHED) && unknown.test(name)) {
                try {
                    PromotedModel model = read(child);
                    if (!model.descriptor().isTrained()) {
                        models.add(model);
                    }
                } catch (IOException | UnreadableEventException e) {
                    LOG.debugf("No model: directory=%s reason=%s", child, e.getMessage());
                }
            }
        }
        return models;
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static PromotedModel read(Path model) throws IOException, UnreadableEventException {
        Path description = model.resolve(ModelDescriptor.FILE);
        if (!Files.exists(description) || !Files.exists(model.resolve(ServedNetwork.SAVED_MODEL_FILE))) {
            throw new IOException(ModelDescriptor.FILE + " or " + ServedNetwork.SAVED_MODEL_FILE + " is missing");
        }
        ModelDescriptor descriptor = ModelDescriptor.decode(Files.readAllBytes(description));
        if (!descriptor.modelId().equals(model.getFileName().toString())) {
            throw new IOException("it describes the model '" + descriptor.modelId() + "'");
        }
        return new PromotedModel(
                descriptor, Files.getLastModifiedTime(description).toInstant(), model);
    }

    /**
     * Fetches a model from the store; an older one of its id is replaced.
     *
     * @param promoted when the log got it
     * @throws IOException when it cannot be had or the trial fails; what was there stays
     */
    public PromotedModel install(ModelTrained event, Instant promoted, ArtifactStore store, Trial trial)
            throws IOException {
        if (!ModelDescriptor.canBeId(event.modelId())) {
            throw new IOException(
                    "'" + event.modelId() + "' cannot be the name of a directory: letters, digits, . _ -");
        }
        Files.createDirectories(directory);
        Path incoming = Files.createTempDirectory(directory, UNFINISHED + "incoming-");
        Path outgoing = directory.resolve(UNFINISHED + "outgoing-" + event.modelId());
        try {
            try (InputStream archive = store.open(event.savedModel().sha256())) {
                DirectoryArchive.unpack(archive, incoming);
            }
            trial.of(incoming, event);
            ModelDescriptor descriptor = ModelDescriptor.of(event);
            Path description = Files.write(incoming.resolve(ModelDescriptor.FILE), descriptor.encode());
            Files.setLastModifiedTime(description, FileTime.from(promoted));
            Path target = directory.resolve(event.modelId());
            if (Files.exists(target)) {
                DirectoryTree.delete(outgoing);
                Files.move(target, outgoing, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
            return new PromotedModel(descriptor, promoted, target);
        } finally {
            DirectoryTree.delete(incoming);
            DirectoryTree.delete(outgoing);
        }
    }
}
