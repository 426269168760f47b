package org.deconas.experiments.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Histogram;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialFailed;

/**
 * What searches do, in the field's terms: {@code deconas.trials} by the state that trials came to, {@code deconas_reward} in dB, and
 * {@code deconas.trial.staleness}, how many versions older than the policy that it moved a trial's own was. A read model that is filled
 * again counts again.
 */
@ApplicationScoped
class SearchMetrics {

    /** The first is for those that are not stale at all, of whom quantiles say 0. */
    private static final double[] VERSIONS = {0.001, 0.5, 1.5, 2.5, 4.5, 8.5, 16.5, 32.5};

    /** From 15 to 45 dB. */
    private static final double LEAST_DECIBELS = 15;

    private static final double QUARTER = 0.25;
    private static final int QUARTERS = 121;

    /** Trials whose policy version is remembered until a policy applies them. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Counter sampled;
    private final Counter measured;
    private final Counter applied;
    private final Counter failed;
    private final Histogram rewards;
    private final DistributionSummary staleness;
    private final Map<String, Long> versions = new LinkedHashMap<>(); // of measured trials' policies

    SearchMetrics(MeterRegistry metrics, PrometheusMeterRegistry prometheus) {
        sampled = metrics.counter("deconas.trials", "state", "sampled");
        measured = metrics.counter("deconas.trials", "state", "measured");
        applied = metrics.counter("deconas.trials", "state", "applied");
        failed = metrics.counter("deconas.trials", "state", "failed");
        // Micrometer's rounds up to whole numbers what it counts, and trials of one search differ by tenths
        rewards = Histogram.build("deconas_reward", "psnr - penalty weight x penalty, dB")
                .linearBuckets(LEAST_DECIBELS, QUARTER, QUARTERS)
                .register(prometheus.getPrometheusRegistry());
        staleness = DistributionSummary.builder("deconas.trial.staleness")
                .description("versions of the policy between sampling and update")
                .serviceLevelObjectives(VERSIONS)
                .register(metrics);
    }

    /** Counts an event of the log. */
    synchronized void count(Event event) {
        if (event instanceof ArchitectureSampled) {
            sampled.increment();
        } else if (event instanceof RewardMeasured trial) {
            measured.increment();
            rewards.observe(trial.reward());
            remember(trial);
        } else if (event instanceof TrialFailed) {
            failed.increment();
        } else if (event instanceof PolicyUpdated policy) {
            applied.increment(policy.appliedTrials().size());
            for (String trial : policy.appliedTrials()) {
                Long version = versions.remove(trial);
                if (version != null) {
                    staleness.record(policy.version() - 1 - version);
                }
            }
        }
    }

    private void remember(RewardMeasured trial) {
        versions.put(trial.trialId(), trial.policyVersion());
        if (versions.size() > MOST_REMEMBERED) {
            Iterator<String> oldest = versions.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
