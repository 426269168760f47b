package org.deconas.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.controller.Sample;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.PolicyHeads;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.Seeds;
import org.deconas.schema.TrialPurpose;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.LogArchive;
import org.deconas.search.Policies;
import org.deconas.search.PolicyStore;
import org.deconas.search.Replay;
import org.deconas.search.SearchSettings;
import org.deconas.search.Verification;

/**
 * How fast a log is folded again, and how fast it is read: an experiment with the published controller and space (30 bits, one trial an
 * update, so each reward is a REINFORCE step of its own), made up but for its policies.
 */
public final class ReplayBenchmark {

    private static final int UPDATES = 2_000;
    private static final int RUNS = 5;
    private static final ExperimentSettings SETTINGS = new ExperimentSettings(
            1,
            new ExperimentSettings.Network(64, 4, 4, 2, true, false, NetworkPrecision.FLOAT32),
            new ExperimentSettings.Data("/images", null, 0.1, 16, 32),
            new ExperimentSettings.SharedTraining(16, 64, 1e-4, 100_000),
            new ExperimentSettings.Search(SearchStrategy.REINFORCE, UPDATES / 100, 1000, 0, 100, 1, 16, 100, 5, 1),
            new ExperimentSettings.Reward(2, 0.0, 0.0),
            new ExperimentSettings.Policy(
                    3e-4, 1e-4, PolicyBaseline.MOVING_AVERAGE, 0.99, 1, 0, 2, PolicyHeads.SHARED, false),
            new ExperimentSettings.Training(1000, 2000, 100, 16, 64, 1e-4, 0.0, 0));

    private ReplayBenchmark() {}

    public static void main(String[] arguments) throws IOException, UnreadableEventException {
        List<Event> log = log();
        byte[] archive = archive(log);
        List<Event> answers = log.stream()
                .filter(event -> !(event instanceof ArchitectureSampled))
                .toList();
        double[] folding = new double[RUNS];
        double[] verifying = new double[RUNS];
        double[] reading = new double[RUNS];
        for (int run = -1; run < RUNS; run++) { // the first warms up
            double fold = seconds(() -> require(Replay.of(answers).verify()));
            double verify = seconds(() -> require(Replay.of(log).verify()));
            double read = seconds(() -> {
                if (read(archive).size() != log.size()) {
                    throw new IllegalStateException("Not all was read");
                }
            });
            if (run >= 0) {
                folding[run] = fold;
                verifying[run] = verify;
                reading[run] = read;
            }
        }
        double rewards = UPDATES / median(folding);
        double events = log.size() / median(reading);
        System.out.printf(Locale.ROOT, "%d updates of 1 trial, 30 bits, medians of %d on one core%n", UPDATES, RUNS);
        System.out.printf(
                Locale.ROOT, "fold: %.0f rewards/s (each a REINFORCE step and a digest of its parameters)%n", rewards);
        System.out.printf(
                Locale.ROOT,
                "verify: %.0f rewards/s (the same, and every trial drawn again)%n",
                UPDATES / median(verifying));
        System.out.printf(
                Locale.ROOT,
                "read: %.0f events/s from an archive of %.1f MB, %.0f times the fold%n",
                events,
                archive.length / 1e6,
                events / rewards);
    }

    private static void require(Verification verification) {
        if (!verification.isIdentical() || verification.policies().all() != UPDATES + 1) {
            throw new IllegalStateException(verification.summary());
        }
    }

    /** Keeps the newest learner and says what it would be stored as. */
    private static final class Newest implements PolicyStore {
        private Reinforce learner;

        @Override
        public ArtifactReference store(Reinforce newest) {
            learner = newest;
            byte[] bytes = PolicySnapshot.write(newest);
            return new ArtifactReference(sha256(bytes), bytes.length);
        }

        @Override
        public Reinforce load(ArtifactReference reference) {
            return learner;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Event> log() {
        Newest store = new Newest();
        Policies policies = new Policies(store);
        List<Event> log = new ArrayList<>();
        add(new ExperimentRequested("replayed", "replayed", "paper", SETTINGS, null), log, policies);
        for (int update = 0; update <= UPDATES; update++) {
            PolicyUpdated policy = (PolicyUpdated) policies.due().get(0);
            add(policy, log, policies);
            if (update < UPDATES) {
                int round = update / 100;
                Sample sample = store.learner.policy().sample(Seeds.stream(1, "trial", round, update % 100, 0));
                String trialId = "replayed/r" + round + "/u" + update % 100 + "/t0";
                String sequence = sample.architecture().sequence();
                ArchitectureSampled trial = new ArchitectureSampled(
                        "replayed",
                        trialId,
                        TrialPurpose.REINFORCE,
                        round,
                        update % 100,
                        0,
                        sequence,
                        update,
                        sample.logProbability(),
                        List.of(policy.snapshot()),
                        SETTINGS);
                add(trial, log, policies);
                double psnr = 30 + sequence.chars().filter(bit -> bit == '1').count() / 30.0;
                double penalty = SearchSettings.complexity(SETTINGS, sequence).penalty();
                add(trial.measured(psnr, penalty, SearchSettings.reward(SETTINGS, sequence, psnr)), log, policies);
            }
        }
        return log;
    }

    private static void add(Event event, List<Event> log, Policies policies) {
        log.add(event);
        policies.fold(event);
    }

    private static byte[] archive(List<Event> log) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogArchive.Writer writer = new LogArchive.Writer(out)) {
            for (Event event : log) {
                writer.write(new LogArchive.Entry(
                        event.eventId(),
                        EventCodec.type(event),
                        event.experimentId(),
                        Instant.EPOCH,
                        new String(EventCodec.encode(event), StandardCharsets.UTF_8)));
            }
        }
        return out.toByteArray();
    }

    private static List<Event> read(byte[] archive) throws IOException, UnreadableEventException {
        List<Event> events = new ArrayList<>();
        try (LogArchive.Reader reader = new LogArchive.Reader(new ByteArrayInputStream(archive))) {
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                events.add(entry.get().event());
            }
        }
        return events;
    }

    private interface Timed {
        void run() throws IOException, UnreadableEventException;
    }

    private static double seconds(Timed timed) throws IOException, UnreadableEventException {
        long start = System.nanoTime();
        timed.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
