package org.deconas.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.BestCheckpoint;
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

    private static final String SETTINGS = """
            {
              "seed": 1,
              "network": {"filters": 8, "blocks": 1, "cells": 2, "scale": 2, "channel-attention": true},
              "data": {"images": "/images", "validation-fraction": 0.1, "validation-patches": 4, "validation-patch-size": 16},
              "shared-training": {"batch": 2, "patch-size": 8, "learning-rate": 0.001, "halve-every": 1000},
              "search": {"rounds": 3, "steps-per-round": 5, "warm-up-rounds": 1, "updates-per-round": 1, "trials-per-update": 2,
                "trial-patches": 2, "candidates": 6, "finalists": 6, "lanes": 1},
              "reward": {"penalty-weight": 1.0},
              "policy": {"learning-rate": 0.01, "entropy-weight": 0.0, "baseline-decay": 0.9, "temperature": 1.0,
                "tanh-constant": 0.0, "importance-clip": 2.0},
              "training": {"finalist-steps": 10, "steps": 35, "segment-steps": 10, "batch": 2, "patch-size": 8,
                "learning-rate": 0.001}
            }
            """;

    private final String id;
    private final ObjectNode settings;
    private final List<Event> events = new ArrayList<>();

    SyntheticSearch(String id, String strategy, long seed) {
        this.id = id;
        settings = read(SETTINGS);
        settings.put("seed", seed);
        settings.withObject("/search").put("strategy", strategy);
        ExperimentSettings typed = EventCodec.mapper().convertValue(settings, ExperimentSettings.class);
        events.add(new ExperimentRequested(id, "search " + id, "quick", typed, null));
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
                psnr,
                null,
                new BestCheckpoint(toStep, psnr, blob('b')),
                null));
        return this;
    }

    SyntheticSearch winner(String sequence, double psnr, char digest) {
        events.add(new ModelTrained(
                id,
                id + "-x2",
                sequence,
                EventCodec.mapper().convertValue(settings.get("network"), ExperimentSettings.Network.class),
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

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) EventCodec.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ArtifactReference blob(char digit) {
        return new ArtifactReference(String.valueOf(digit).repeat(64), 1);
    }
}
