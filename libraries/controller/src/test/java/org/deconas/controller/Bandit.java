package org.deconas.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deconas.searchspace.Architecture;

/** A known reward: the number of bits that equal the best architecture's. */
final class Bandit {

    private Bandit() {}

    /** Lets a learner play for some updates. */
    static Reinforce play(
            Reinforce start, Architecture best, RandomGenerator random, int updates, int trialsPerUpdate) {
        Reinforce learner = start;
        for (int update = 0; update < updates; update++) {
            List<MeasuredTrial> trials = new ArrayList<>();
            for (int i = 0; i < trialsPerUpdate; i++) {
                Sample sample = learner.policy().sample(random);
                trials.add(new MeasuredTrial(
                        sample.architecture(), sample.logProbability(), equalBits(sample.architecture(), best)));
            }
            learner = learner.apply(trials).state();
        }
        return learner;
    }

    private static int equalBits(Architecture one, Architecture other) {
        boolean[] bits = one.bits();
        boolean[] otherBits = other.bits();
        int equal = 0;
        for (int bit = 0; bit < bits.length; bit++) {
            equal += bits[bit] == otherBits[bit] ? 1 : 0;
        }
        return equal;
    }
}
