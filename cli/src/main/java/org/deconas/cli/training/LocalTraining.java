package org.deconas.cli.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.cli.mesh.MeshException;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.training.Checkpoints.Checkpoint;
import org.deconas.cli.training.Checkpoints.State;
import org.deconas.networks.Weights;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.Seeds;
import org.deconas.training.DataSet;
import org.deconas.training.NetworkTraining;
import org.deconas.training.TrainingRun;

/** A training in this process that outlives it: what a killed process leaves, the next one goes on from. */
public final class LocalTraining implements AutoCloseable {

    private final MeshHome home;
    private final String name;
    private final TrainingSettings settings;
    private final DataSet data;
    private final NetworkTraining training;
    private final Checkpoints checkpoints;
    private final FileChannel lock;
    private Score last = new Score(0, Double.NaN);
    private Score best = new Score(0, Double.NEGATIVE_INFINITY);
    private Weights bestWeights; // null until measured

    private LocalTraining(
            MeshHome home,
            String name,
            TrainingSettings settings,
            DataSet data,
            NetworkTraining training,
            Checkpoints checkpoints,
            FileChannel lock) {
        this.home = home;
        this.name = name;
        this.settings = settings;
        this.data = data;
        this.training = training;
        this.checkpoints = checkpoints;
        this.lock = lock;
    }

    /**
     * Begins a training, or takes up the one of that name.
     *
     * @param name null for a name made from the settings
     * @throws MeshException when another process is at it, or the training of that name has other settings
     */
    public static LocalTraining open(MeshHome home, String name, TrainingSettings settings) throws IOException {
        String called = name == null ? settings.name() : name;
        Path directory = Files.createDirectories(home.trainings().resolve(called));
        FileChannel lock = lock(directory, called);
        try {
            Path file = directory.resolve("settings.json");
            Optional<TrainingSettings> before = JsonFile.read(file, TrainingSettings.class);
            if (before.isPresent() && !before.get().equals(settings)) {
                throw new MeshException(
                        "the training '" + called + "' in " + home.directory() + " was begun with other options: "
                                + before.get() + "; repeat those, or choose another --name");
            }
            DataSet data = DataSet.read(settings.source());
            JsonFile.write(file, settings);
            NetworkTraining training = new NetworkTraining(
                    settings.architecture(),
                    settings.shape(),
                    data,
                    settings.plan(),
                    step -> Seeds.stream(settings.seed(), "network-patches", step));
            LocalTraining opened =
                    new LocalTraining(home, called, settings, data, training, new Checkpoints(directory), lock);
            opened.takeUp();
            return opened;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path directory, String name) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new MeshException(
                    "another process is at the training '" + name + "'; wait for it, or choose another --name");
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private void takeUp() throws IOException {
        Optional<Checkpoint> kept = checkpoints.newest();
        if (kept.isEmpty()) {
            training.begin(array -> Seeds.stream(settings.seed(), "network-weights/" + array));
            return;
        }
        training.resume(kept.get().weights(), kept.get().average());
        last = kept.get().state().last();
        best = kept.get().state().best();
        bestWeights = kept.get().bestWeights();
    }

    /** What the training is called. */
    public String name() {
        return name;
    }

    /** Steps done. */
    public int step() {
        return last.step();
    }

    /** Luma PSNR at the last checkpoint, dB. */
    public double validationPsnr() {
        return last.psnr();
    }

    /** The best checkpoint so far by validation, which becomes the model. */
    public Score best() {
        return best;
    }

    /** Luma PSNR of bicubic enlargement on the same patches, dB. */
    public double bicubicPsnr() {
        return data.bicubicPsnr();
    }

    /** Trains up to that step, measures, and keeps a checkpoint. */
    public void trainTo(int step, Consumer<TrainingRun.Progress> listener) throws IOException {
        training.train(last.step(), step, listener);
        last = new Score(step, training.validationPsnr());
        if (last.psnr() > best.psnr()) {
            best = last;
            bestWeights = training.outcome().withFreshOptimiser();
        }
        checkpoints.keep(new Checkpoint(
                new State(last, best), training.weights(), training.average().orElse(null), bestWeights));
    }

    /** Makes the best checkpoint a model of the home. */
    public ModelTrained publish() throws IOException {
        return new LocalModelWriter(home).write(name, settings, bestWeights, best, data.bicubicPsnr());
    }

    @Override
    public void close() throws IOException {
        training.close();
        lock.close();
    }
}
