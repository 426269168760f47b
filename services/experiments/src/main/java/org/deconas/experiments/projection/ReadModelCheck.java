package org.deconas.experiments.projection;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the read model's schema is there. That PostgreSQL and Kafka answer later on are checks of their extensions. */
@Readiness
@ApplicationScoped
public class ReadModelCheck implements HealthCheck {

    private final ReadModelSchema schema;

    ReadModelCheck(ReadModelSchema schema) {
        this.schema = schema;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Read model").status(schema.isReady());
        if (!schema.isReady()) {
            response.withData("reason", schema.trouble());
        }
        return response.build();
    }
}
