package org.deconas.cli.tensorboard;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deconas.schema.Event;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;

/**
 * An experiment's curves in event files, one for each of its runs as TensorBoard calls them: {@code search} (trials and policy), {@code
 * shared-LANE}, {@code finalist-CANDIDATE} and {@code winner}.
 */
public final class SearchCurves implements AutoCloseable {

    private static final String SEARCH = "search";

    private final Path folder;
    private final Map<String, EventFile> runs = new TreeMap<>(); // by name
    private final Set<String> taken = new HashSet<>(); // ids of events
    private final Map<String, SharedTrainingRequested> shared = new HashMap<>(); // by work id
    private final Map<String, NetworkTrainingRequested> segments = new HashMap<>(); // by work id
    private long trials;
    private long candidates;
    private long points;

    /**
     * @param folder where the runs' folders are made; files of an earlier call are removed, so that none of another experiment's stays
     * @throws IOException when one cannot be removed
     */
    public SearchCurves(Path folder) throws IOException {
        this.folder = folder;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, Files::isDirectory)) {
                for (Path run : earlier) {
                    Files.deleteIfExists(run.resolve(EventFile.NAME));
                }
            }
        }
    }

    /**
     * Takes the next event of the log; one that comes again is passed over.
     *
     * @param time when it happened
     */
    public void take(Event event, Instant time) throws IOException {
        if (!taken.add(event.eventId())) {
            return;
        }
        if (event instanceof RewardMeasured reward) {
            String group = reward.purpose() == TrialPurpose.REINFORCE ? "trial/" : "candidate/";
            long step = reward.purpose() == TrialPurpose.REINFORCE ? trials++ : candidates++;
            point(SEARCH, group + "reward", step, reward.reward(), time);
            point(SEARCH, group + "psnr", step, reward.psnr(), time);
            point(SEARCH, group + "penalty", step, reward.penalty(), time);
        } else if (event instanceof PolicyUpdated policy && policy.version() > 0) {
            point(SEARCH, "policy/mean_reward", policy.version(), policy.meanReward(), time);
            point(SEARCH, "policy/baseline", policy.version(), policy.baseline(), time);
            point(SEARCH, "policy/entropy", policy.version(), policy.meanEntropy(), time);
            point(SEARCH, "policy/gradient_norm", policy.version(), policy.gradientNorm(), time);
        } else if (event instanceof SharedTrainingRequested request) {
            shared.put(request.workId(), request);
        } else if (event instanceof NetworkTrainingRequested request) {
            segments.put(request.workId(), request);
        } else if (event instanceof TrainingProgressed progress) {
            progressed(progress, time);
        } else if (event instanceof NetworkTrained network) {
            String run = run(network.stage(), network.candidate());
            point(run, "validation/psnr", network.toStep(), network.validationPsnr(), time);
            point(run, "training/mean_loss", network.toStep(), network.meanLoss(), time);
        }
    }

    private void progressed(TrainingProgressed progress, Instant time) throws IOException {
        if (shared.containsKey(progress.workId())) {
            SharedTrainingRequested request = shared.get(progress.workId());
            progressed("shared-" + request.lane(), request.firstStep() + progress.step(), progress, time);
        } else if (segments.containsKey(progress.workId())) {
            NetworkTrainingRequested segment = segments.get(progress.workId());
            progressed(run(segment.stage(), segment.candidate()), progress.step(), progress, time);
        }
    }

    private void progressed(String run, long step, TrainingProgressed progress, Instant time) throws IOException {
        point(run, "training/loss", step, progress.loss(), time);
        point(run, "training/steps_per_second", step, progress.stepsPerSecond(), time);
    }

    private static String run(TrainingStage stage, int candidate) {
        String name = stage.name().toLowerCase(Locale.ROOT);
        return stage == TrainingStage.FINALIST ? name + "-" + candidate : name;
    }

    private void point(String run, String curve, long step, double value, Instant time) throws IOException {
        EventFile file = runs.get(run);
        if (file == null) {
            file = new EventFile(folder.resolve(run), time);
            runs.put(run, file);
        }
        file.scalar(curve, step, value, time);
        points++;
    }

    /** How many points all curves have. */
    public long points() {
        return points;
    }

    /** The names of the runs so far. */
    public Set<String> runs() {
        return Set.copyOf(runs.keySet());
    }

    /** Lets readers see what was taken. */
    public void flush() throws IOException {
        for (EventFile run : runs.values()) {
            run.flush();
        }
    }

    @Override
    public void close() throws IOException {
        for (EventFile run : runs.values()) {
            run.close();
        }
    }
}
