package org.deconas.trainer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.deconas.devices.Devices;
import org.jboss.logging.Logger;

/** Says what this trainer's networks run on: a line in its log at its start, and a metric whose label {@code device} it is. */
@ApplicationScoped
class ComputeDevice {

    private static final Logger LOG = Logger.getLogger(ComputeDevice.class);

    private final MeterRegistry metrics;

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
}
