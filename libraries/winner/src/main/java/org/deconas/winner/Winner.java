package org.deconas.winner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialPurpose;

/**
 * The network that a search chose and trained, with what its log says of it.
 *
 * @param request what was searched for
 * @param requestedAt when
 * @param trainedAt when the model was there
 * @param model the trained network
 * @param candidate its measurement with shared weights, on all validation patches; empty when the log does not hold it
 * @param finalists the networks that it was chosen from, as their training from scratch left them; by candidate
 */
public record Winner(
        ExperimentRequested request,
        Instant requestedAt,
        Instant trainedAt,
        ModelTrained model,
        Optional<RewardMeasured> candidate,
        List<NetworkTrained> finalists) {

    public Winner {
        finalists = List.copyOf(finalists);
    }

    /** Gathers what a log says of its winner; events in any order, each once or more often. */
    public static final class Reader {

        private ExperimentRequested request; // null until it was read
        private Instant requestedAt;
        private ModelTrained model; // null until it was read
        private Instant trainedAt;
        private final List<RewardMeasured> candidates = new ArrayList<>();
        private final Map<Integer, NetworkTrained> finalists = new TreeMap<>(); // the furthest segment by candidate

        /**
         * Takes an event.
         *
         * @param time when it happened
         */
        public void take(Event event, Instant time) {
            if (event instanceof ExperimentRequested requested) {
                request = requested;
                requestedAt = time;
            } else if (event instanceof ModelTrained trained) {
                model = trained;
                trainedAt = time;
            } else if (event instanceof RewardMeasured reward && reward.purpose() == TrialPurpose.DERIVE) {
                candidates.add(reward);
            } else if (event instanceof NetworkTrained network && network.stage() == TrainingStage.FINALIST) {
                finalists.merge(
                        network.candidate(), network, (known, now) -> now.toStep() > known.toStep() ? now : known);
            }
        }

        /** The winner; empty when the log has none. */
        public Optional<Winner> winner() {
            if (request == null || model == null) {
                return Optional.empty();
            }
            return Optional.of(new Winner(
                    request,
                    requestedAt,
                    trainedAt,
                    model,
                    candidates.stream()
                            .filter(reward -> reward.sequence().equals(model.sequence()))
                            .min(Comparator.comparingInt(RewardMeasured::index)),
                    List.copyOf(finalists.values())));
        }
    }
}
