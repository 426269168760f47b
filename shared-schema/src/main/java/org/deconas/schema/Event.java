package org.deconas.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that happened in an experiment, as it stands in the log. The body of a Kafka record is the JSON of one such
 * record class; its type, id and time stand in CloudEvents headers (CloudEvents 1.0, Kafka binding, binary mode).
 *
 * <p>Bodies hold neither times nor durations, so that two runs of one seed have equal bodies; anything larger than a few
 * kilobytes is an {@link ArtifactReference}.
 */
public sealed interface Event
        permits ExperimentRequested,
                ExperimentStopRequested,
                ExperimentPauseRequested,
                ExperimentResumeRequested,
                ExperimentEnded,
                ExperimentDeleted,
                SharedTrainingRequested,
                ArchitectureSampled,
                NetworkTrainingRequested,
                RewardMeasured,
                TrialFailed,
                PolicyUpdated,
                SharedWeightsPublished,
                NetworkTrained,
                TrainingFailed,
                ModelTrained,
                PhaseStarted,
                TrainingProgressed,
                WorkClaimed,
                WorkRenewed,
                WorkReleased {

    /** The experiment that this belongs to. */
    String experimentId();

    /**
     * The CloudEvents id: the same for the same happening however often it is written, so that a reader can tell a
     * repetition from news.
     */
    @JsonIgnore
    String eventId();

    /** The Kafka key: an experiment's records that are folded in order share one key. */
    @JsonIgnore
    default String key() {
        return experimentId();
    }

    /** The topic that this kind of event is written to. */
    @JsonIgnore
    Topic topic();
}
