package org.deconas.experiments;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.deconas.experiments.settings.Profiles;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.settings.InvalidSettingsException;

/** Events of made-up experiments. */
public final class Samples {

    public static final String SEQUENCE = "1 1 1 1 1 0 1 0 0 0 1 1 0 0 0 0 1 0 0 1 0 0 1 1 1 0 0 0 0 1";

    private static final ArtifactReference ARTIFACT = new ArtifactReference("ab".repeat(32), 4096);

    private Samples() {}

    public static ExperimentSettings settings() {
        try {
            return new Profiles().settings("quick", Map.of("data.images", TextNode.valueOf("/data/images")));
        } catch (InvalidSettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ExperimentRequested requested(String id) {
        return new ExperimentRequested(id, "sample " + id, "quick", settings(), null);
    }

    public static PhaseStarted phase(String id, Phase phase, int round) {
        return new PhaseStarted(id, phase, round, 2);
    }

    public static ArchitectureSampled sampled(String id, int round, int index) {
        return new ArchitectureSampled(
                id,
                trialId(id, round, index),
                TrialPurpose.REINFORCE,
                round,
                0,
                index,
                SEQUENCE,
                round,
                -20.5,
                List.of(ARTIFACT),
                settings());
    }

    public static RewardMeasured measured(String id, int round, int index, double reward) {
        return new RewardMeasured(
                id,
                trialId(id, round, index),
                TrialPurpose.REINFORCE,
                round,
                0,
                index,
                SEQUENCE,
                round,
                -20.5,
                reward + 0.2,
                0.4,
                reward);
    }

    public static TrialFailed failed(String id, int round, int index) {
        return new TrialFailed(
                id, trialId(id, round, index), TrialPurpose.REINFORCE, round, 0, index, "out of memory", 3);
    }

    public static PolicyUpdated policy(String id, long version, int round, double baseline, String... appliedTrials) {
        return new PolicyUpdated(
                id,
                version,
                round,
                version == 0 ? -1 : 0,
                List.of(appliedTrials),
                "cd".repeat(32),
                ARTIFACT,
                baseline,
                baseline,
                20.7,
                0.5);
    }

    public static ModelTrained model(String id) {
        return new ModelTrained(
                id, id + "-model", SEQUENCE, settings().network(), ARTIFACT, 1200, 33.9, 33.1, 123_456, 120_000);
    }

    public static String trialId(String id, int round, int index) {
        return id + "/r" + round + "/u0/t" + index;
    }

    /** A whole search of two rounds with two trials each, of which one fails, in the order in which it would happen. */
    public static List<Event> life(String id) {
        return List.of(
                requested(id),
                policy(id, 0, 0, 0),
                phase(id, Phase.TRAIN, 0),
                new SharedTrainingRequested(id, id + "/r0/train", 0, 0, List.of(), 0, List.of(SEQUENCE), settings()),
                new SharedWeightsPublished(id, id + "/r0/train", 0, 0, ARTIFACT, 0.05),
                phase(id, Phase.EVALUATE, 0),
                sampled(id, 0, 0),
                sampled(id, 0, 1),
                measured(id, 0, 0, 30.0),
                measured(id, 0, 1, 32.0),
                policy(id, 1, 0, 31.0, trialId(id, 0, 0), trialId(id, 0, 1)),
                phase(id, Phase.EVALUATE, 1),
                sampled(id, 1, 0),
                sampled(id, 1, 1),
                measured(id, 1, 0, 33.0),
                failed(id, 1, 1),
                policy(id, 2, 1, 32.2, trialId(id, 1, 0)),
                phase(id, Phase.TRAIN_WINNER, 2),
                model(id),
                ExperimentEnded.completed(id, id + "-model"));
    }
}
