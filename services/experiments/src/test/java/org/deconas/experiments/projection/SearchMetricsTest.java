package org.deconas.experiments.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.List;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.Test;

class SearchMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SearchMetrics metrics = new SearchMetrics(registry, prometheus);

    @Test
    void trialsAreCountedByTheStateThatTheyCameTo() {
        // When
        metrics.count(measured("t1", 0, 27.5));
        metrics.count(measured("t2", 0, 28.5));
        metrics.count(new TrialFailed("e", "t3", TrialPurpose.REINFORCE, 0, 0, 2, "no images", 3));
        metrics.count(policy(1, "t1"));

        // Then
        assertThat(trials("measured")).isEqualTo(2);
        assertThat(trials("failed")).isEqualTo(1);
        assertThat(trials("applied")).isEqualTo(1);
        assertThat(trials("sampled")).isZero();
    }

    @Test
    void stalenessIsHowManyVersionsThePolicyMovedOnSinceTheTrialWasSampled() {
        // Given: two trials of version 0, of which the second moves version 2
        metrics.count(measured("t1", 0, 27));
        metrics.count(measured("t2", 0, 27));

        // When
        metrics.count(policy(1, "t1"));
        metrics.count(policy(3, "t2"));

        // Then
        DistributionSummary staleness = registry.get("deconas.trial.staleness").summary();
        assertThat(staleness.count()).isEqualTo(2);
        assertThat(staleness.totalAmount()).isEqualTo(2);
        assertThat(staleness.max()).isEqualTo(2);
    }

    @Test
    void rewardsAreCountedInQuartersOfADecibel() {
        // When
        metrics.count(measured("t1", 0, 34.6));
        metrics.count(measured("t2", 0, 34.75));
        metrics.count(measured("t3", 0, 34.9));
        metrics.count(measured("t4", 0, 99));

        // Then
        assertThat(rewardsUpTo("15.0")).isZero();
        assertThat(rewardsUpTo("34.5")).isZero();
        assertThat(rewardsUpTo("34.75")).isEqualTo(2);
        assertThat(rewardsUpTo("35.0")).isEqualTo(3);
        assertThat(rewardsUpTo("45.0")).isEqualTo(3);
        assertThat(rewardsUpTo("+Inf")).isEqualTo(4);
    }

    private double rewardsUpTo(String bound) {
        return prometheus
                .getPrometheusRegistry()
                .getSampleValue("deconas_reward_bucket", new String[] {"le"}, new String[] {bound});
    }

    private double trials(String state) {
        return registry.get("deconas.trials").tag("state", state).counter().count();
    }

    private static RewardMeasured measured(String trial, long version, double reward) {
        return new RewardMeasured(
                "e", trial, TrialPurpose.REINFORCE, 0, 0, 0, "1 1 1 0", version, -1, reward, 0, reward);
    }

    private static PolicyUpdated policy(long version, String trial) {
        return new PolicyUpdated(
                "e", version, 0, 0, List.of(trial), "a", new ArtifactReference("0".repeat(64), 1), 0, 0, 0, 0);
    }
}
