package org.deconas.trainer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells Kafka where open work begins, as the positions of a consumer group that has no members: its lag is what autoscalers and tools take
 * for the length of the queue, also while no trainer runs. All trainers say the same.
 */
final class BacklogPositions implements AutoCloseable {

    /** The group whose lag is the work that waits or is being done. */
    static final String GROUP = "trainers";

    private static final Logger LOG = Logger.getLogger(BacklogPositions.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Supplier<Admin> admin;
    private final BooleanSupplier live;
    private final Supplier<Map<TopicPartition, Long>> begin;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "backlog-positions");
        thread.setDaemon(true);
        return thread;
    });
    private Map<TopicPartition, Long> told = Map.of();

    /**
     * @param admin what tells Kafka
     * @param live whether the log was read to its end
     * @param begin the offset of the first open piece of each partition
     */
    BacklogPositions(Supplier<Admin> admin, BooleanSupplier live, Supplier<Map<TopicPartition, Long>> begin) {
        this.admin = admin;
        this.live = live;
        this.begin = begin;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::tell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell() {
        if (!live.getAsBoolean()) {
            return;
        }
        Map<TopicPartition, Long> now = begin.get();
        if (now.isEmpty() || now.equals(told)) {
            return;
        }
        try {
            admin.get()
                    .alterConsumerGroupOffsets(
                            GROUP,
                            now.entrySet().stream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue()))))
                    .all()
                    .get();
            told = now;
        } catch (ExecutionException | KafkaException e) {
            LOG.debugf("The length of the queue is not told: group=%s reason=%s", GROUP, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
