package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.Optional;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;

/** What is known of a trial: where it stands in the search, what is measured by it, and its {@link TrialLife} in columns. */
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
        place(event.purpose(), event.round(), event.update(), event.index());
        architecture(event.sequence(), event.policyVersion(), event.logProbability());
        become(life().measured(Measurement.of(event)));
    }

    public void failed(TrialFailed event) {
        place(event.purpose(), event.round(), event.update(), event.index());
        become(life().failed(event.reason()));
    }

    public void applied(long policyVersion) {
        become(life().applied(policyVersion));
    }

    public void experimentEnded() {
        become(life().experimentEnded());
    }

    /** Where it is in its life, with what it has there. */
    public TrialLife life() {
        Optional<Measurement> measurement =
                reward == null ? Optional.empty() : Optional.of(new Measurement(purpose, psnr, penalty, reward));
        return switch (state) {
            case SAMPLED -> new TrialLife.Sampled();
            case MEASURED -> new TrialLife.Measured(measurement.orElseThrow());
            case APPLIED -> new TrialLife.Applied(appliedIn, measurement);
            case FAILED -> new TrialLife.Failed(failure);
            case SUPERSEDED -> new TrialLife.Superseded(measurement);
        };
    }

    private void become(TrialLife life) {
        state = life.state();
        psnr = life.measurement().map(Measurement::psnr).orElse(null);
        penalty = life.measurement().map(Measurement::penalty).orElse(null);
        reward = life.measurement().map(Measurement::reward).orElse(null);
        appliedIn = life instanceof TrialLife.Applied applied ? (Long) applied.policyVersion() : null;
        failure = life instanceof TrialLife.Failed failed ? failed.reason() : null;
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
