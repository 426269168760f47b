package org.deconas.messaging;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether Kafka answers, asked once a second. What is written while it does not waits; that it waits is said here, once, and in the
 * service's readiness.
 */
@Readiness
@ApplicationScoped
public class KafkaConnection implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(KafkaConnection.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** After so much silence Kafka is away: soon enough that no claim has lapsed by then. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final Map<String, Object> kafka;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "kafka-connection");
        thread.setDaemon(true);
        return thread;
    });
    private Admin admin; // null until it can be made
    private volatile boolean hasAnswered;
    private volatile long answeredAt;
    private boolean saidAway;

    KafkaConnection(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether Kafka has answered of late. */
    public boolean answers() {
        return hasAnswered && System.nanoTime() - answeredAt < SILENCE.toNanos();
    }

    /**
     * What asks the broker and tells it what are no records: one for the whole service, which waits for no records and so is answered at once.
     *
     * @throws KafkaException when none of the servers has an address
     */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    private void ask() {
        try {
            admin().describeCluster(new DescribeClusterOptions().timeoutMs((int) LIMIT.toMillis()))
                    .nodes()
                    .get();
            if (saidAway) {
                LOG.infof("Kafka answers again: servers=%s", servers());
            }
            answeredAt = System.nanoTime();
            hasAnswered = true;
            saidAway = false;
        } catch (ExecutionException | KafkaException e) {
            if (!saidAway) {
                LOG.warnf(
                        "Kafka does not answer; what is written waits for it: servers=%s reason=%s",
                        servers(), e.getCause() == null ? e : e.getCause());
                saidAway = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object servers() {
        return kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Kafka answers").status(answers()).build();
    }

    @PreDestroy
    synchronized void stop() {
        clock.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
