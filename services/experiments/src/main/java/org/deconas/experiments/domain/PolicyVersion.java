package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.deconas.schema.PolicyUpdated;

/** A version of an experiment's policy: what moved it and what it became. */
@Entity
@Table(name = "policy_version")
public class PolicyVersion {

    @Id
    private String id;

    @Column(name = "experiment_id")
    private String experimentId;

    private long version;
    private int round;

    @Column(name = "update_index")
    private int update;

    @Column(name = "applied_trials")
    private int appliedTrials;

    @Column(name = "parameters_sha256")
    private String parametersSha256;

    private double baseline;

    @Column(name = "mean_reward")
    private double meanReward;

    @Column(name = "mean_entropy")
    private double meanEntropy;

    @Column(name = "gradient_norm")
    private double gradientNorm;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected PolicyVersion() {}

    public PolicyVersion(PolicyUpdated event, Instant at) {
        id = event.eventId();
        experimentId = event.experimentId();
        version = event.version();
        round = event.round();
        update = event.update();
        appliedTrials = event.appliedTrials().size();
        parametersSha256 = event.parametersSha256();
        baseline = event.baseline();
        meanReward = event.meanReward();
        meanEntropy = event.meanEntropy();
        gradientNorm = event.gradientNorm();
        publishedAt = at;
    }

    public long version() {
        return version;
    }

    public int round() {
        return round;
    }

    public int update() {
        return update;
    }

    public int appliedTrials() {
        return appliedTrials;
    }

    public String parametersSha256() {
        return parametersSha256;
    }

    public double baseline() {
        return baseline;
    }

    public double meanReward() {
        return meanReward;
    }

    public double meanEntropy() {
        return meanEntropy;
    }

    public double gradientNorm() {
        return gradientNorm;
    }

    public Instant publishedAt() {
        return publishedAt;
    }
}
