package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
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

    /** Its life so far: what is known of it, one after the other. */
    public ExperimentLife life() {
        ExperimentLife life = new ExperimentLife.Requested();
        if (phase != null || policyVersion != null) {
            life = life.started();
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
