package org.deconas.sampler;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.messaging.EventPublisher;
import org.deconas.messaging.LogFold;
import org.deconas.schema.Topic;
import org.deconas.search.ArtifactPolicyStore;
import org.deconas.search.Searches;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Drives the rounds of every search: samples from the newest policy, emits architectures, derives the winner. */
@Readiness
@ApplicationScoped
public class SamplerService implements HealthCheck {

    private static final Set<Topic> TOPICS =
            Set.of(Topic.EXPERIMENTS, Topic.ARCHITECTURES, Topic.REWARDS, Topic.POLICIES, Topic.WEIGHTS, Topic.MODELS);

    private final LogFold fold;

    SamplerService(
            EventPublisher publisher,
            ArtifactStore artifacts,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Searches state = new Searches(new ArtifactPolicyStore(artifacts));
        fold = new LogFold(LogFold.State.of(state::fold, state::due), publisher, TOPICS, kafka);
    }

    void start(@Observes StartupEvent event) {
        fold.start();
    }

    @Incoming("log")
    @Blocking
    void take(ConsumerRecord<String, byte[]> record) {
        fold.take(record);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("The log has been read")
                .status(fold.isLive())
                .build();
    }
}
