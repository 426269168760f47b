package org.deconas.cli.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.networks.Weights;
import org.deconas.networks.WeightsFormat;

/**
 * The checkpoints of a training on disk, a directory each. One appears whole or not at all: it is written beside, then renamed; the one
 * before it is removed afterwards.
 */
final class Checkpoints {

    private static final String PREFIX = "step-";
    private static final String UNFINISHED = ".incoming";
    private static final String STATE = "state.json";
    private static final String WEIGHTS = "weights.bin";
    private static final String AVERAGE = "average.bin";
    private static final String BEST = "best.bin";

    /** What is kept beside the weights. */
    record State(Score last, Score best) {}

    /**
     * A training as it was after a step.
     *
     * @param weights with the optimiser's state
     * @param average null without one
     * @param bestWeights those that scored best so far
     */
    record Checkpoint(State state, Weights weights, Weights average, Weights bestWeights) {}

    private final Path directory;

    Checkpoints(Path directory) {
        this.directory = directory;
    }

    /** The newest one. */
    Optional<Checkpoint> newest() throws IOException {
        List<Path> kept = kept();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Path newest = kept.get(kept.size() - 1);
        State state = JsonFile.read(newest.resolve(STATE), State.class)
                .orElseThrow(() -> new IOException(newest + " has no " + STATE + "; remove that directory"));
        Path average = newest.resolve(AVERAGE);
        return Optional.of(new Checkpoint(
                state,
                read(newest.resolve(WEIGHTS)),
                Files.exists(average) ? read(average) : null,
                read(newest.resolve(BEST))));
    }

    void keep(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(directory);
        Path incoming = directory.resolve(UNFINISHED);
        DirectoryTree.delete(incoming);
        Files.createDirectory(incoming);
        JsonFile.write(incoming.resolve(STATE), checkpoint.state());
        write(checkpoint.weights(), incoming.resolve(WEIGHTS));
        if (checkpoint.average() != null) {
            write(checkpoint.average(), incoming.resolve(AVERAGE));
        }
        write(checkpoint.bestWeights(), incoming.resolve(BEST));
        List<Path> older = kept();
        Files.move(
                incoming,
                directory.resolve(String.format(
                        "%s%09d", PREFIX, checkpoint.state().last().step())),
                StandardCopyOption.ATOMIC_MOVE);
        for (Path old : older) {
            DirectoryTree.delete(old);
        }
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        }
    }

    private static Weights read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return WeightsFormat.read(in);
        } catch (IOException e) {
            throw new IOException(
                    "the checkpoint " + file.getParent() + " is damaged (" + e.getMessage()
                            + "); remove it to begin anew",
                    e);
        }
    }

    private static void write(Weights weights, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            WeightsFormat.write(weights, out);
        }
    }
}
