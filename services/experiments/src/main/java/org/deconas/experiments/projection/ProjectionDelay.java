package org.deconas.experiments.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.schema.Topic;

/**
 * How far the read model is behind the log: the gauge {@code deconas.projection.delay}, in seconds, for each topic. It is the age of the
 * record that is being written, also while that waits for the database, and 0 when there is none.
 */
@Startup // its series are there before anything happens, so that an alert sees the first change
@ApplicationScoped
public class ProjectionDelay {

    /** Of the record that is being written, for each topic: when it was put into the log, in milliseconds. */
    private final Map<String, Long> inHand = new ConcurrentHashMap<>();

    ProjectionDelay(MeterRegistry metrics) {
        for (Topic topic : Projection.TOPICS) {
            Gauge.builder("deconas.projection.delay", () -> seconds(topic.topicName()))
                    .baseUnit("seconds")
                    .tag("topic", topic.topicName())
                    .register(metrics);
        }
    }

    void begin(ConsumerRecord<?, ?> record) {
        inHand.put(record.topic(), record.timestamp());
    }

    void end(ConsumerRecord<?, ?> record) {
        inHand.remove(record.topic());
    }

    private double seconds(String topic) {
        Long since = inHand.get(topic);
        return since == null ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1e3;
    }
}
