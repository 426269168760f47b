package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.deconas.messaging.KafkaConnection;
import org.deconas.messaging.PartitionEnds;
import org.deconas.schema.Topic;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Where topics end, and whether the read model has come there. */
@ApplicationScoped
public class LogEnds {

    private static final Logger LOG = Logger.getLogger(LogEnds.class);

    private static final int BROKER_LIMIT_MS = 3000;
    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration LAST_LOOK = Duration.ofMillis(500);

    /** All that an experiment's log is made of. */
    private static final List<TopicPartition> LOG_OF_EXPERIMENTS = Arrays.stream(Topic.values())
            .filter(topic -> topic != Topic.CLAIMS)
            .flatMap(LogEnds::partitions)
            .toList();

    private final ReadModel readModel;
    private final TopicPositions positions;
    private final KafkaConnection kafka;

    LogEnds(ReadModel readModel, TopicPositions positions, @Readiness KafkaConnection kafka) {
        this.readModel = readModel;
        this.positions = positions;
        this.kafka = kafka;
    }

    private static Stream<TopicPartition> partitions(Topic topic) {
        return IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition));
    }

    /**
     * Waits until the read model has all that the log has now, so that who asks about an experiment that he has just seen end is not told of
     * a part of it. While Kafka is away nothing comes that could be waited for.
     *
     * @return fails with {@link ReadModelBehindException} after the limit
     */
    public Uni<Void> reached(Duration limit) {
        return ends(LOG_OF_EXPERIMENTS)
                .onFailure(KafkaException.class)
                .recoverWithItem(failure -> {
                    LOG.debugf("Nobody knows where the log ends: reason=%s", Failures.rootMessage(failure));
                    return Map.of();
                })
                .chain(ends -> missing(ends)
                        .chain(missing -> missing.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().<Void>failure(new ReadModelBehindException(missing)))
                        .onFailure(ReadModelBehindException.class)
                        .retry()
                        .withBackOff(FIRST_LOOK, LAST_LOOK)
                        .expireIn(limit.toMillis()))
                .onFailure(failure -> failure.getCause() instanceof ReadModelBehindException)
                .transform(Throwable::getCause);
    }

    /** Whether the read model has all that a topic has now. */
    Uni<Boolean> isReached(Topic topic) {
        return ends(partitions(topic).toList()).chain(this::missing).map(Map::isEmpty);
    }

    /** Not asked over a consumer's connection: its broker answers only when the records that it waits for have come, or after half a second. */
    private Uni<Map<TopicPartition, Long>> ends(List<TopicPartition> partitions) {
        return Uni.createFrom()
                .completionStage(() -> PartitionEnds.of(
                        kafka.admin(), partitions, new ListOffsetsOptions().timeoutMs(BROKER_LIMIT_MS)));
    }

    /** How many records each partition has that the read model has not. */
    private Uni<Map<TopicPartition, Long>> missing(Map<TopicPartition, Long> ends) {
        return readModel
                .change(session -> positions.read(session, ends.keySet()))
                .map(read -> ends.entrySet().stream()
                        .filter(end -> read.get(end.getKey()) < end.getValue())
                        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue() - read.get(end.getKey()))));
    }
}
