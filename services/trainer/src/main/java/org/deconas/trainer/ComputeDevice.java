package org.deconas.trainer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.deconas.devices.Devices;
import org.deconas.networks.ReferenceConvolution;
import org.jboss.logging.Logger;

/**
 * What this trainer's networks run on. It says so by a line in its log at its start and by a metric whose label {@code device} it is.
 */
@ApplicationScoped
class ComputeDevice {

    private static final Logger LOG = Logger.getLogger(ComputeDevice.class);

    private final MeterRegistry metrics;
    private double peak; // operations a second; 0 until measured

    ComputeDevice(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Beside the start, because TensorFlow takes a second to load. */
    void start(@Observes StartupEvent event) {
        Infrastructure.getDefaultExecutor().execute(this::say);
    }

    private void say() {
        Devices devices = Devices.find();
        LOG.info(devices.sentence());
        Gauge.builder("deconas.trainer.device", () -> 1)
                .tag("device", devices.used())
                .register(metrics);
    }

    /** As {@code CPU} or {@code GPU:0}. */
    String name() {
        return Devices.find().used();
    }

    /** Measures what the device can do, unless that was done: for when nothing else runs on it. */
    synchronized void measurePeak() {
        if (peak == 0) {
            peak = ReferenceConvolution.peakOperationsPerSecond();
            LOG.infof("Peak measured: device=%s gflops=%.0f", name(), peak / 1e9);
        }
    }

    /**
     * A speed over the device's peak, which was measured.
     *
     * @param operationsPerSecond additions and multiplications of networks' convolutions
     */
    synchronized double shareOfPeak(double operationsPerSecond) {
        return operationsPerSecond / peak;
    }
}
