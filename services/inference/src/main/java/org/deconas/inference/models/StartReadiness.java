package org.deconas.inference.models;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when TensorFlow and the newest model on disk are loaded. Kafka may be away, and there may be no model yet. */
@Readiness
@ApplicationScoped
class StartReadiness implements HealthCheck {

    private final Models models;
    private final ModelsOnDisk onDisk;

    StartReadiness(Models models, ModelsOnDisk onDisk) {
        this.models = models;
        this.onDisk = onDisk;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("TensorFlow and the newest model are loaded")
                .withData("models", models.newestFirst().size())
                .status(onDisk.areTried());
        models.newest().ifPresent(model -> response.withData("newest", model.id()));
        return response.build();
    }
}
