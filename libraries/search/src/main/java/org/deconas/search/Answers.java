package org.deconas.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.RewardMeasured;

/** What trainers answered, as another experiment has it. */
final class Answers {

    /** What answers are called by: each begins with the experiment's id. */
    private static final List<String> IDS = List.of("experimentId", "trialId", "workId", "networkId");

    private Answers() {}

    /** A trial with the reward that its PSNR earns under those settings. */
    static RewardMeasured valued(RewardMeasured trial, ExperimentSettings settings) {
        return trial.withReward(SearchSettings.reward(settings, trial.sequence(), trial.psnr()));
    }

    /** The answer under another experiment's name. Weights and checkpoints stay the same blobs. */
    static Event renamed(Event answer, String experimentId) {
        int before = answer.experimentId().length();
        ObjectNode tree = EventCodec.mapper().valueToTree(answer);
        for (String name : IDS) {
            if (tree.has(name)) {
                tree.put(name, experimentId + tree.get(name).textValue().substring(before));
            }
        }
        return EventCodec.mapper().convertValue(tree, answer.getClass());
    }
}
