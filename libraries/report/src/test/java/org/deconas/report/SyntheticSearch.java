package org.deconas.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;

/** The events of a search with figures of one's choice: 2 cells, λ = 1 dB, finalists of 10 steps. */
final class SyntheticSearch {

    static final String EMPTY = "0 0 0 0 0 0 0 0 0";
    static final String SMALL = "0 1 0 0 0 0 0 0 0";
    static final String LARGE = "1 1 1 1 1 1 1 1 1";
    static final int FINALIST_STEPS = 10;

    private final String id;
    private final ObjectNode settings;
    private final List<Event> events = new ArrayList<>();

    SyntheticSearch(String id, String strategy, long seed) {
        this.id = id;
        ExperimentSettings typed = new ExperimentSettings(
                seed,
                new ExperimentSettings.Network(8, 1, 2, 2, true),
                new ExperimentSettings.Data("/images", null, 0.1, 4, 16),
                new ExperimentSettings.SharedTraining(2, 8, 1e-3, 1000),
                new ExperimentSettings.Search(3, 5, 1, 2, 3, 2, 6, 6, 1),
                new ExperimentSettings.Reward(1),
                new ExperimentSettings.Policy(1e-2, 0, 0.9, 1, 0, 2),
                new ExperimentSettings.Training(FINALIST_STEPS, 35, 10, 2, 8, 1e-3));
        settings = EventCodec.mapper().valueToTree(typed);
        settings.withObject("/search").put("strategy", strategy);
        events.add(new ExperimentRequested(id, "search " + id, "quick", typed));
    }

    SyntheticSearch trial(int round, int index, String sequence, double psnr, double penalty) {
        return reward(TrialPurpose.REINFORCE, round, index, sequence, psnr, penalty);
    }

    SyntheticSearch candidate(int index, String sequence, double psnr, double penalty) {
        return reward(TrialPurpose.DERIVE, 3, index, sequence, psnr, penalty);
    }

    private SyntheticSearch reward(
            TrialPurpose purpose, int round, int index, String sequence, double psnr, double penalty) {
        String trial = id + "/" + purpose + "/r" + round + "/t" + index;
        events.add(new RewardMeasured(
                id, trial, purpose, round, 0, index, sequence, 0, -1, psnr, penalty, psnr - penalty));
        return this;
    }

    SyntheticSearch policy(long version, String digest, double entropy) {
        events.add(new PolicyUpdated(
                id, version, (int) version, version == 0 ? -1 : 0, List.of(), digest, blob('a'), 0, 0, entropy, 0));
        return this;
    }

    SyntheticSearch finalist(int candidate, String sequence, int toStep, double psnr) {
        String network = id + "/network-" + candidate;
        events.add(new NetworkTrained(
                id,
                network + "/to-" + toStep,
                network,
                TrainingStage.FINALIST,
                candidate,
                sequence,
                toStep,
                blob('b'),
                0.1,
                psnr));
        return this;
    }

    SyntheticSearch winner(String sequence, double psnr, char digest) {
        events.add(new ModelTrained(
                id,
                id + "-x2",
                sequence,
                new ExperimentSettings.Network(8, 1, 2, 2, true),
                blob(digest),
                35,
                psnr,
                30,
                12_345,
                99));
        events.add(ExperimentEnded.completed(id, id + "-x2"));
        return this;
    }

    SyntheticSearch set(String section, String key, Object value) {
        settings.withObject("/" + section).putPOJO(key, value);
        return this;
    }

    /** As if the log's topics had been read in another order. */
    SyntheticSearch reversed() {
        Collections.reverse(events);
        return this;
    }

    ExperimentLog log() {
        return ExperimentLog.of(settings, events);
    }

    /** As {@code deconas watch ID --json} prints it. */
    String printed() {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            ObjectNode body = EventCodec.mapper().valueToTree(event);
            if (event instanceof ExperimentRequested) {
                body.set("settings", settings);
            }
            ObjectNode line = EventCodec.mapper().createObjectNode();
            line.put("type", event.getClass().getSimpleName()).set("body", body);
            text.append(line.toPrettyString()).append('\n');
        }
        return text.toString();
    }

    private static ArtifactReference blob(char digit) {
        return new ArtifactReference(String.valueOf(digit).repeat(64), 1);
    }
}
