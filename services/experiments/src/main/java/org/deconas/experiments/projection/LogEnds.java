package org.deconas.experiments.projection;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.deconas.schema.Topic;
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
    private final Map<String, Object> kafka;
    private Admin admin; // null until needed

    LogEnds(
            ReadModel readModel,
            TopicPositions positions,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
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

    /**
     * The offsets after the last records; partitions that hold none, or none any more, are left out. Asked over a connection of its own: the
     * broker answers a consumer only when the records that it waits for have come, or half a second has passed.
     */
    private Uni<Map<TopicPartition, Long>> ends(List<TopicPartition> partitions) {
        return Uni.combine()
                .all()
                .unis(offsets(partitions, OffsetSpec.latest()), offsets(partitions, OffsetSpec.earliest()))
                .with((ends, beginnings) -> {
                    Map<TopicPartition, Long> found = new HashMap<>(ends);
                    found.entrySet().removeAll(beginnings.entrySet());
                    return found;
                });
    }

    private Uni<Map<TopicPartition, Long>> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        return Uni.createFrom()
                .completionStage(() -> admin().listOffsets(asked, new ListOffsetsOptions().timeoutMs(BROKER_LIMIT_MS))
                        .all()
                        .toCompletionStage())
                .map(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, end -> end.getValue().offset())));
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(kafka);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
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
