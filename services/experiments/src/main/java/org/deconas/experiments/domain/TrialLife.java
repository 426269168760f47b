package org.deconas.experiments.domain;

import java.util.Optional;
import org.deconas.schema.TrialPurpose;

/**
 * The life of a trial: what can happen to it in each state, and what it becomes.
 *
 * <p>Its events come over several topics, in any order but for that of each topic, so everything can happen in every state, and the
 * same events lead to the same state however they were mixed: of a reward and a failure, which stand in one topic, the first counts; a
 * trial that failed was not applied; one that was applied is not superseded by its experiment's end, though that is known first. What
 * comes twice or too late changes nothing, which is what a state does that says nothing of it. A superseded trial keeps a reward that comes later, but it stays superseded.
 */
public sealed interface TrialLife {

    /** Its reward was measured. */
    default TrialLife measured(Measurement measurement) {
        return this;
    }

    /** It could not be measured. */
    default TrialLife failed(String reason) {
        return this;
    }

    /** Its reward moved the policy to that version. */
    default TrialLife applied(long policyVersion) {
        return this;
    }

    /** Its experiment is over: nobody waits for it any more. */
    default TrialLife experimentEnded() {
        return this;
    }

    TrialState state();

    /** What it was worth, once that is known. */
    default Optional<Measurement> measurement() {
        return Optional.empty();
    }

    /** Drawn; a trainer is to answer. */
    record Sampled() implements TrialLife {
        @Override
        public TrialLife measured(Measurement measurement) {
            return new Measured(measurement);
        }

        @Override
        public TrialLife failed(String reason) {
            return new Failed(reason);
        }

        @Override
        public TrialLife applied(long policyVersion) {
            return new Applied(policyVersion, Optional.empty());
        }

        @Override
        public TrialLife experimentEnded() {
            return new Superseded(Optional.empty());
        }

        @Override
        public TrialState state() {
            return TrialState.SAMPLED;
        }
    }

    /** Answered. A candidate for the winner ends so: the policy is not moved by it. */
    record Measured(Measurement value) implements TrialLife {
        @Override
        public TrialLife applied(long policyVersion) {
            return new Applied(policyVersion, measurement());
        }

        @Override
        public TrialLife experimentEnded() {
            return value.purpose() == TrialPurpose.DERIVE ? this : new Superseded(measurement());
        }

        @Override
        public TrialState state() {
            return TrialState.MEASURED;
        }

        @Override
        public Optional<Measurement> measurement() {
            return Optional.of(value);
        }
    }

    /**
     * The policy was moved by it.
     *
     * @param policyVersion to which version
     * @param measurement empty until its reward has come, too
     */
    record Applied(long policyVersion, Optional<Measurement> measurement) implements TrialLife {
        @Override
        public TrialLife measured(Measurement late) {
            return measurement.isPresent() ? this : new Applied(policyVersion, Optional.of(late));
        }

        @Override
        public TrialLife failed(String reason) {
            return measurement.isPresent() ? this : new Failed(reason);
        }

        @Override
        public TrialState state() {
            return TrialState.APPLIED;
        }
    }

    /** Given up after bounded attempts. */
    record Failed(String reason) implements TrialLife {
        @Override
        public TrialState state() {
            return TrialState.FAILED;
        }
    }

    /**
     * Its experiment ended before it.
     *
     * @param measurement its reward, where there is one
     */
    record Superseded(Optional<Measurement> measurement) implements TrialLife {
        @Override
        public TrialLife measured(Measurement late) {
            return measurement.isPresent() ? this : new Measured(late).experimentEnded();
        }

        @Override
        public TrialLife failed(String reason) {
            return measurement.isPresent() ? this : new Failed(reason);
        }

        @Override
        public TrialLife applied(long policyVersion) {
            return new Applied(policyVersion, measurement);
        }

        @Override
        public TrialState state() {
            return TrialState.SUPERSEDED;
        }
    }
}
