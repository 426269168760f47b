package org.deconas.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.Topic;
import org.deconas.work.WorkCounts;
import org.deconas.work.WorkLoop;
import org.deconas.work.WorkRules;

/**
 * How much faster a search is with more trainers: the rounds of one search on a running mesh without trainers of its own (real broker,
 * sampler and policy), done by 1, 2, 4 and 8 loops in this process whose work takes a fixed time and no processor. What is lost is lost
 * between the pieces of work. Efficiency is T(1) / (n·T(n)), of the time from the first request for work to the last reward.
 */
public final class TrainerScalingBenchmark {

    private static final int[] TRAINERS = {1, 2, 4, 8};
    private static final int ROUNDS = 3;
    private static final int LANES = 8;
    private static final int STEPS = 400;
    private static final int UPDATES = 2;
    private static final int TRIALS = 64;
    private static final Set<Topic> WORK =
            Set.of(Topic.EXPERIMENTS, Topic.ARCHITECTURES, Topic.REWARDS, Topic.WEIGHTS, Topic.CLAIMS);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final String bootstrapServers;
    private final FixedTimeStandIn standIn;

    private TrainerScalingBenchmark(String bootstrapServers, FixedTimeStandIn standIn) {
        this.bootstrapServers = bootstrapServers;
        this.standIn = standIn;
    }

    /** What one search took. */
    private record Measured(int trainers, double seconds, List<WorkCounts> counts) {
        long races() {
            return counts.stream().mapToLong(WorkCounts::lostRaces).sum();
        }

        double utilisation() {
            return counts.stream()
                    .mapToDouble(WorkCounts::utilisation)
                    .average()
                    .orElseThrow();
        }
    }

    /**
     * @param args bootstrap servers; milliseconds of a training step and of a trial
     */
    public static void main(String[] args) throws InterruptedException {
        FixedTimeStandIn standIn = new FixedTimeStandIn(
                Duration.ofMillis(Long.parseLong(args[1])), Duration.ofMillis(Long.parseLong(args[2])));
        TrainerScalingBenchmark benchmark = new TrainerScalingBenchmark(args[0], standIn);
        System.out.printf(
                "%d rounds of %d lanes with %d steps in all at %s ms and %d updates of %d trials at %s ms%n%n",
                ROUNDS, LANES, STEPS, args[1], UPDATES, TRIALS, args[2]);
        System.out.println("| trainers | seconds | work alone | speed-up | efficiency | at work | lost races |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        // Not measured: the services' Java is slow until it is compiled
        benchmark.search(TRAINERS[TRAINERS.length - 1]);
        double alone = 0;
        for (int trainers : TRAINERS) {
            Measured measured = benchmark.search(trainers);
            alone = trainers == 1 ? measured.seconds() : alone;
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %.2f | %.2f | %.3f | %.1f %% | %d |%n",
                    trainers,
                    measured.seconds(),
                    benchmark.workAlone(trainers),
                    alone / measured.seconds(),
                    alone / measured.seconds() / trainers,
                    100 * measured.utilisation(),
                    measured.races());
        }
    }

    /** Seconds that the work takes when nothing is lost; it divides evenly. */
    private double workAlone(int trainers) {
        double round = STEPS * standIn.step().toMillis()
                + UPDATES * TRIALS * standIn.trial().toMillis();
        return ROUNDS * round / 1e3 / trainers;
    }

    private Measured search(int trainers) throws InterruptedException {
        String experiment = "scaling-" + trainers + "-" + Long.toString(System.currentTimeMillis(), 36);
        List<StandInTrainer> all = new ArrayList<>();
        for (int i = 1; i <= trainers; i++) {
            all.add(new StandInTrainer(experiment + "-trainer-" + i));
        }
        for (StandInTrainer trainer : all) {
            trainer.awaitEndOfLog();
        }
        try (PlainLog log = new PlainLog(bootstrapServers)) {
            Watch watch = new Watch(experiment);
            Thread reading = start("watch", () -> log.read(Set.of(Topic.ARCHITECTURES, Topic.REWARDS), watch));
            log.publish(new ExperimentRequested(experiment, experiment, "quick", settings(), null));
            double seconds = watch.seconds();
            log.publish(new ExperimentStopRequested(experiment))
                    .toCompletableFuture()
                    .join();
            reading.interrupt();
            reading.join();
            return new Measured(
                    trainers,
                    seconds,
                    all.stream().map(trainer -> trainer.loop.counts()).toList());
        } finally {
            all.forEach(StandInTrainer::close);
        }
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.start();
        return thread;
    }

    /** A trainer's loop on the real log. */
    private final class StandInTrainer implements AutoCloseable {
        private final PlainLog log = new PlainLog(bootstrapServers);
        private final CountDownLatch atEnd = new CountDownLatch(1);
        private final WorkLoop loop;
        private final Thread reading;

        StandInTrainer(String name) {
            loop = new WorkLoop(name, name, WorkRules.DEFAULT, log::publish, standIn, () -> true);
            reading = start(
                    name,
                    () -> log.read(WORK, new PlainLog.Reader() {
                        private boolean live;

                        @Override
                        public void event(PlainLog.Entry entry) {
                            loop.fold(entry.event());
                            if (live) {
                                loop.act();
                            }
                        }

                        @Override
                        public void end() {
                            if (!live) {
                                live = true;
                                loop.act();
                                atEnd.countDown();
                            }
                        }
                    }));
        }

        void awaitEndOfLog() throws InterruptedException {
            if (!atEnd.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The log cannot be read");
            }
        }

        @Override
        public void close() {
            loop.close();
            reading.interrupt();
            log.close();
        }
    }

    /** Sees when the rounds of a search begin and end. */
    private static final class Watch implements PlainLog.Reader {
        private final String experiment;
        private final Set<String> rewards = new java.util.HashSet<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private Instant begin;
        private Instant end;

        Watch(String experiment) {
            this.experiment = experiment;
        }

        @Override
        public void event(PlainLog.Entry entry) {
            if (!entry.event().experimentId().equals(experiment)) {
                return;
            }
            if (entry.event() instanceof SharedTrainingRequested && begin == null) {
                begin = entry.time();
            } else if (entry.event() instanceof RewardMeasured reward && rewards.add(reward.trialId())) {
                end = entry.time();
                if (rewards.size() == ROUNDS * UPDATES * TRIALS) {
                    over.countDown();
                }
            }
        }

        @Override
        public void end() {}

        double seconds() throws InterruptedException {
            if (!over.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The search is not done after " + LIMIT);
            }
            return Duration.between(begin, end).toMillis() / 1e3;
        }
    }

    private static ExperimentSettings settings() {
        return new ExperimentSettings(
                1,
                new ExperimentSettings.Network(16, 2, 4, 2, true, false, NetworkPrecision.FLOAT32),
                new ExperimentSettings.Data("/none", null, 0.1, 24, 32),
                new ExperimentSettings.SharedTraining(8, 16, 2e-3, 1_000_000),
                new ExperimentSettings.Search(
                        SearchStrategy.REINFORCE, ROUNDS, STEPS, 0, UPDATES, TRIALS, 8, 8, 2, LANES),
                new ExperimentSettings.Reward(0.5, 0.0, 0.0),
                new ExperimentSettings.Policy(1e-2, 0.05, PolicyBaseline.LEAVE_ONE_OUT, 0.7, 1, 0, 2, null, true),
                new ExperimentSettings.Training(100, 1200, 100, 8, 16, 3e-3, 0.98, 0));
    }
}
