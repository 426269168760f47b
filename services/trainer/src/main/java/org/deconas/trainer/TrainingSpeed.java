package org.deconas.trainer;

import io.micrometer.core.instrument.MeterRegistry;

/** How fast this trainer trains, as metrics; nothing while it does not. */
final class TrainingSpeed {

    private volatile double stepsPerSecond;
    private volatile double shareOfPeak;

    TrainingSpeed(MeterRegistry metrics) {
        metrics.gauge("deconas.trainer.steps.per.second", this, speed -> speed.stepsPerSecond);
        metrics.gauge("deconas.trainer.share.of.peak", this, speed -> speed.shareOfPeak);
    }

    void set(double steps, double share) {
        stepsPerSecond = steps;
        shareOfPeak = share;
    }

    void stop() {
        set(0, 0);
    }
}
