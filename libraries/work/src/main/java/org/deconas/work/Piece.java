package org.deconas.work;

import java.util.Optional;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrialEnded;

/**
 * A piece of work for one trainer.
 *
 * @param request a trial, a lane of shared training, or a segment of a network's own
 */
public record Piece(Event request) {

    public Piece {
        if (!isWork(request)) {
            throw new IllegalArgumentException(request.getClass().getSimpleName() + " asks for no work");
        }
    }

    /** The work that an event asks for, if it does. */
    public static Optional<Piece> of(Event event) {
        return isWork(event) ? Optional.of(new Piece(event)) : Optional.empty();
    }

    private static boolean isWork(Event event) {
        return event instanceof ArchitectureSampled
                || event instanceof SharedTrainingRequested
                || event instanceof NetworkTrainingRequested;
    }

    /** The id of the work that an event answers, well or badly. */
    public static Optional<String> answeredBy(Event event) {
        if (event instanceof TrialEnded trial) {
            return Optional.of(trial.trialId());
        } else if (event instanceof SharedWeightsPublished weights) {
            return Optional.of(weights.workId());
        } else if (event instanceof NetworkTrained network) {
            return Optional.of(network.workId());
        } else if (event instanceof TrainingFailed failure) {
            return Optional.of(failure.workId());
        }
        return Optional.empty();
    }

    /** What claims and answers call it. */
    public String id() {
        return request.eventId();
    }

    public String experimentId() {
        return request.experimentId();
    }

    /** Whether it is a trial: short, and one of many. */
    public boolean isTrial() {
        return request instanceof ArchitectureSampled;
    }

    /** Its place among those that were given out together, from 0. */
    int number() {
        if (request instanceof ArchitectureSampled trial) {
            return trial.index();
        } else if (request instanceof SharedTrainingRequested training) {
            return training.lane();
        }
        return ((NetworkTrainingRequested) request).candidate();
    }

    /**
     * The answer when there is none.
     *
     * @param reason one line
     * @param attempts how often it was tried
     */
    public Event failure(String reason, int attempts) {
        return request instanceof ArchitectureSampled trial
                ? trial.failed(reason, attempts)
                : new TrainingFailed(experimentId(), id(), reason);
    }
}
