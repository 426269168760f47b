package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;

/**
 * What is known of a trial. Its events may come in any order. It ends once: of a reward and a failure the one that the log has first
 * counts, and both stand in one partition, so they come in the log's order.
 */
@Entity
public class Trial {

    @Id
    private String id;

    @Column(name = "experiment_id")
    private String experimentId;

    @Enumerated(EnumType.STRING)
    private TrialState state;

    @Enumerated(EnumType.STRING)
    private TrialPurpose purpose;

    private Integer round;

    @Column(name = "update_index")
    private Integer update;

    @Column(name = "trial_index")
    private Integer index;

    private String sequence;

    @Column(name = "policy_version")
    private Long policyVersion;

    @Column(name = "log_probability")
    private Double logProbability;

    private Double psnr;
    private Double penalty;
    private Double reward;

    @Column(name = "applied_in")
    private Long appliedIn;

    private String failure;

    protected Trial() {}

    public Trial(String id, String experimentId) {
        this.id = id;
        this.experimentId = experimentId;
        this.state = TrialState.SAMPLED;
    }

    public void sampled(ArchitectureSampled event) {
        place(event.purpose(), event.round(), event.update(), event.index());
        architecture(event.sequence(), event.policyVersion(), event.logProbability());
    }

    public void measured(RewardMeasured event) {
        if (reward == null && failure == null) {
            place(event.purpose(), event.round(), event.update(), event.index());
            architecture(event.sequence(), event.policyVersion(), event.logProbability());
            psnr = event.psnr();
            penalty = event.penalty();
            reward = event.reward();
            settle();
        }
    }

    public void failed(TrialFailed event) {
        if (reward == null && failure == null) {
            place(event.purpose(), event.round(), event.update(), event.index());
            failure = event.reason();
            settle();
        }
    }

    public void applied(long policyVersion) {
        appliedIn = policyVersion;
        settle();
    }

    private void place(TrialPurpose purpose, int round, int update, int index) {
        this.purpose = purpose;
        this.round = round;
        this.update = update;
        this.index = index;
    }

    private void architecture(String sequence, long policyVersion, double logProbability) {
        this.sequence = sequence;
        this.policyVersion = policyVersion;
        this.logProbability = logProbability;
    }

    private void settle() {
        if (failure != null) {
            state = TrialState.FAILED;
        } else if (appliedIn != null) {
            state = TrialState.APPLIED;
        } else if (reward != null) {
            state = TrialState.MEASURED;
        }
    }

    public String id() {
        return id;
    }

    public TrialState state() {
        return state;
    }

    public TrialPurpose purpose() {
        return purpose;
    }

    public Integer round() {
        return round;
    }

    public Integer update() {
        return update;
    }

    public Integer index() {
        return index;
    }

    public String sequence() {
        return sequence;
    }

    public Long policyVersion() {
        return policyVersion;
    }

    public Double logProbability() {
        return logProbability;
    }

    public Double psnr() {
        return psnr;
    }

    public Double penalty() {
        return penalty;
    }

    public Double reward() {
        return reward;
    }

    public Long appliedIn() {
        return appliedIn;
    }

    public String failure() {
        return failure;
    }
}
