package org.deconas.cli.watching;

import java.util.EnumMap;
import java.util.Map;
import org.deconas.schema.ExperimentSettings;

/**
 * How much work a search is, in parts, and how much of it is done. Parts differ in what a unit of them costs, which follows from how many
 * pixels go through a network, and three times as many where it learns from them.
 */
final class Workload {

    /** The parts of a search, in order; the first two alternate. */
    enum Part {
        /** Training of shared weights; its unit is a step. */
        SHARED,
        /** Trials that the policy learns from. */
        TRIALS,
        /** Trials of the final policy's candidates. */
        CANDIDATES,
        /** Training of finalists from scratch; its unit is a step. */
        FINALISTS,
        /** Training of the winner, from where it was as a finalist; its unit is a step. */
        WINNER
    }

    /** A step goes through the network forwards, and backwards for inputs and for weights. */
    private static final double PASSES_OF_A_STEP = 3;

    private final Map<Part, Long> total = new EnumMap<>(Part.class);
    private final Map<Part, Long> done = new EnumMap<>(Part.class);
    private final Map<Part, Double> cost = new EnumMap<>(Part.class); // of a unit, in pixels

    Workload(ExperimentSettings settings) {
        ExperimentSettings.Search search = settings.search();
        ExperimentSettings.Training training = settings.training();
        ExperimentSettings.Data data = settings.data();
        double patch = square(data.validationPatchSize());
        double step = PASSES_OF_A_STEP * training.batch() * square(training.patchSize())
                + data.validationPatches() * patch / training.segmentSteps();
        put(
                Part.SHARED,
                (long) search.rounds() * search.stepsPerRound(),
                PASSES_OF_A_STEP
                        * settings.sharedTraining().batch()
                        * square(settings.sharedTraining().patchSize()));
        put(
                Part.TRIALS,
                (long) (search.rounds() - search.warmUpRounds()) * search.updatesPerRound() * search.trialsPerUpdate(),
                Math.min(search.trialPatches(), data.validationPatches()) * patch);
        put(Part.CANDIDATES, search.candidates(), data.validationPatches() * patch);
        put(Part.FINALISTS, (long) search.finalists() * training.finalistSteps(), step);
        put(Part.WINNER, (long) training.steps() - training.finalistSteps(), step);
    }

    private void put(Part part, long units, double costOfOne) {
        total.put(part, units);
        done.put(part, 0L);
        cost.put(part, costOfOne);
    }

    private static double square(double side) {
        return side * side;
    }

    void done(Part part, long units) {
        done.put(part, Math.min(units, total.get(part)));
    }

    /** What comes after a part has begun: the part had no more than was done, as with fewer candidates than were asked for. */
    void over(Part part) {
        total.put(part, done.get(part));
    }

    long total(Part part) {
        return total.get(part);
    }

    long done(Part part) {
        return done.get(part);
    }

    /** What a unit costs, against one of another part. */
    double cost(Part part) {
        return cost.get(part);
    }

    /** The share of all cost that is done, in [0, 1]. */
    double fraction() {
        double all = 0;
        double sum = 0;
        for (Part part : Part.values()) {
            all += total.get(part) * cost.get(part);
            sum += done.get(part) * cost.get(part);
        }
        return all == 0 ? 0 : sum / all;
    }
}
