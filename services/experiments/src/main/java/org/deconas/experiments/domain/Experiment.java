package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.Pauses;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.PolicyUpdated;
import org.hibernate.annotations.ColumnTransformer;

/**
 * What is known of an experiment. Its events come over several topics, in any order: taking note of the same ones gives the same
 * experiment however they were shuffled. Until the request has come nobody is shown it.
 */
@Entity
public class Experiment {

    @Id
    private String id;

    private String name;
    private String profile;

    // Through text: the client would write a String that is bound to json as a JSON string, quoted once more.
    @ColumnTransformer(read = "cast(settings as text)", write = "cast(cast(? as text) as json)")
    private String settings;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "stop_requested_at")
    private Instant stopRequestedAt;

    @Column(name = "last_pause")
    private int lastPause;

    @Column(name = "last_resumed")
    private int lastResumed;

    /** As the database derives it, for queries: {@link #state()} says the same, and says it before anything is written. */
    @Enumerated(EnumType.STRING)
    @Column(name = "state", insertable = false, updatable = false)
    private ExperimentState listedState;

    @Enumerated(EnumType.STRING)
    private Phase phase;

    private Integer round;
    private Integer rounds;

    @Column(name = "policy_version")
    private Long policyVersion;

    private Double baseline;

    @Column(name = "best_reward")
    private Double bestReward;

    @Enumerated(EnumType.STRING)
    private ExperimentEnded.Outcome outcome;

    @Column(name = "model_id")
    private String modelId;

    private String reason;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Experiment() {}

    public Experiment(String id) {
        this.id = id;
    }

    public void requested(ExperimentRequested event, Instant at) {
        name = event.name();
        profile = event.profile();
        settings = SettingsJson.write(event.settings());
        requestedAt = at;
    }

    public void stopRequested(Instant at) {
        stopRequestedAt = at;
    }

    public void pauseRequested(ExperimentPauseRequested event) {
        paused(pauses().and(event));
    }

    public void resumeRequested(ExperimentResumeRequested event) {
        paused(pauses().and(event));
    }

    private void paused(Pauses now) {
        lastPause = now.last();
        lastResumed = now.lastResumed();
    }

    /** The furthest phase counts. */
    public void entered(PhaseStarted event) {
        if (phase == null || place(event.round(), event.phase()) > place(round, phase)) {
            phase = event.phase();
            round = event.round();
            rounds = event.rounds();
        }
    }

    /** The newest policy counts. */
    public void learned(PolicyUpdated event) {
        if (policyVersion == null || event.version() > policyVersion) {
            policyVersion = event.version();
            baseline = event.baseline();
        }
    }

    public void rewarded(double reward) {
        bestReward = bestReward == null ? reward : Math.max(bestReward, reward);
    }

    /** The first end counts. */
    public void ended(ExperimentEnded event, Instant at) {
        if (!isEnded()) {
            outcome = event.outcome();
            modelId = event.modelId();
            reason = event.reason();
            endedAt = at;
        }
    }

    /** Leaves nothing but that it was deleted, so that what comes late is known to be of no use. */
    public void deleted(Instant at) {
        name = null;
        profile = null;
        settings = null;
        requestedAt = null;
        stopRequestedAt = null;
        paused(Pauses.NONE);
        phase = null;
        round = null;
        rounds = null;
        policyVersion = null;
        baseline = null;
        bestReward = null;
        outcome = null;
        modelId = null;
        reason = null;
        endedAt = null;
        deletedAt = at;
    }

    /** Its life so far: what is known of it, one after the other. */
    public ExperimentLife life() {
        ExperimentLife life = new ExperimentLife.Requested();
        if (phase != null || policyVersion != null) {
            life = life.started();
        }
        if (pauses().isPaused()) {
            life = life.paused();
        }
        if (stopRequestedAt != null) {
            life = life.stopRequested();
        }
        return outcome == null ? life : life.ended(new ExperimentEnded(id, outcome, modelId, reason));
    }

    public ExperimentState state() {
        return life().state();
    }

    public boolean isRequested() {
        return requestedAt != null;
    }

    public boolean isEnded() {
        return life() instanceof ExperimentLife.Ended;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    private static int place(int round, Phase phase) {
        return round * Phase.values().length + phase.ordinal();
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String profile() {
        return profile;
    }

    public ExperimentSettings settings() {
        return SettingsJson.read(settings);
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public Pauses pauses() {
        return new Pauses(lastPause, lastResumed);
    }

    public Phase phase() {
        return phase;
    }

    public Integer round() {
        return round;
    }

    public Integer rounds() {
        return rounds;
    }

    public Long policyVersion() {
        return policyVersion;
    }

    public Double baseline() {
        return baseline;
    }

    public Double bestReward() {
        return bestReward;
    }

    public String modelId() {
        return modelId;
    }

    public String reason() {
        return reason;
    }

    public Instant endedAt() {
        return endedAt;
    }
}
