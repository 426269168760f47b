package org.deconas.experiments.projection;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the read model can be asked. The channels have a check of their own for Kafka. */
@Readiness
@ApplicationScoped
public class ReadModelCheck implements AsyncHealthCheck {

    private static final String NAME = "Read model in PostgreSQL";
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final ReadModel readModel;

    ReadModelCheck(ReadModel readModel) {
        this.readModel = readModel;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return readModel
                .read(session ->
                        session.createNativeQuery("select 1", Integer.class).getSingleResult())
                .ifNoItem()
                .after(LIMIT)
                .failWith(() -> new ReadModelUnavailableException("PostgreSQL does not answer within " + LIMIT))
                .map(one -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("reason", Failures.rootMessage(failure))
                        .build());
    }
}
