package org.deconas.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.deconas.schema.Event;
import org.deconas.schema.Topic;
import org.deconas.schema.UnreadableEventException;
import org.jboss.logging.Logger;

/**
 * Drives a service whose state is a fold over the log: reads the log from its beginning in each start, and once it knows all that has
 * happened writes what should have happened next and has not. What it writes comes back to it through the log, so a crash between
 * the two is repaired by the next start; event ids are deterministic, so what is written twice is recognised.
 */
public final class LogFold {

    /** A pure state machine over events. */
    public interface State {

        /** Takes note of an event; repeated ones change nothing. */
        void fold(Event event);

        /** The events that are due now and that it has not seen or given before. */
        List<Event> due();

        /** A state machine of a library, which knows nothing of this interface. */
        static State of(Consumer<Event> fold, Supplier<List<Event>> due) {
            return new State() {
                @Override
                public void fold(Event event) {
                    fold.accept(event);
                }

                @Override
                public List<Event> due() {
                    return due.get();
                }
            };
        }
    }

    /** What reads the log, and once it knows all of it lives by it. */
    public interface Follower {

        /** Takes note of an event; repeated ones change nothing. */
        void fold(Event event);

        /** Does what follows from all that was folded; the first call says that the log has been read to its end. */
        void act();
    }

    private static final Logger LOG = Logger.getLogger(LogFold.class);

    private static final Duration RETRY = Duration.ofMillis(500);

    private final Follower follower;
    private final Collection<Topic> topics;
    private final Map<String, Object> kafka; // how its clients reach it
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TopicPartition, Long> next = new HashMap<>(); // the offset after the last record that was folded
    private volatile boolean live;
    private LogReplay replay; // null until the broker said where the log ends

    /** Writes what is due. */
    public LogFold(State state, EventPublisher publisher, Collection<Topic> topics, Map<String, Object> kafka) {
        this(
                new Follower() {
                    @Override
                    public void fold(Event event) {
                        state.fold(event);
                    }

                    @Override
                    public void act() {
                        publisher.publishAndAwait(state.due());
                    }
                },
                topics,
                kafka);
    }

    /** Tells a follower of every record, and when to act. */
    public LogFold(Follower follower, Collection<Topic> topics, Map<String, Object> kafka) {
        this.follower = follower;
        this.topics = List.copyOf(topics);
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * Begins to look where the log ends, and acts if it is empty; asks again until the broker answers. In a thread that nothing waits for
     * when the service ends, as the broker may never answer.
     */
    public void start() {
        Thread asking = new Thread(this::lookWhereTheLogEnds, "end-of-the-log");
        asking.setDaemon(true);
        asking.start();
    }

    private void lookWhereTheLogEnds() {
        lock.lock();
        try {
            while (replay == null) {
                replay = askForTheEnd();
            }
            act();
        } finally {
            lock.unlock();
        }
    }

    private LogReplay askForTheEnd() {
        try {
            return LogReplay.toTheEndOf(topics, kafka);
        } catch (ExecutionException e) {
            LOG.warnf("Kafka does not answer yet; asking again: reason=%s", e.getCause());
            LockSupport.parkNanos(RETRY.toNanos());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the log was read", e);
        }
    }

    /**
     * Takes a record. One that was taken before, as a consumer that was away for long begins anew, is passed over; so is one that cannot be
     * read: the experiments service dead-letters it.
     */
    public void take(ConsumerRecord<String, byte[]> record) {
        lock.lock();
        try {
            if (replay == null) {
                lookWhereTheLogEnds();
            }
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < next.getOrDefault(partition, 0L)) {
                return;
            }
            next.put(partition, record.offset() + 1);
            try {
                Event event = EventReader.read(record);
                try (RecordContext context = RecordContext.of(record, event)) {
                    follower.fold(event);
                    read(record);
                }
            } catch (UnreadableEventException e) {
                LOG.warnf(
                        "Record passed over: topic=%s partition=%d offset=%d reason=%s",
                        record.topic(), record.partition(), record.offset(), e.getMessage());
                read(record);
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        boolean wasComplete = replay.isComplete();
        replay.read(record);
        if (!wasComplete && replay.isComplete()) {
            LOG.infof("The log has been read: topics=%s", topics);
        }
        act();
    }

    /** Whether the whole log was read and what is due is being written, which may wait for the broker. */
    public boolean isLive() {
        return live;
    }

    private void act() {
        if (replay.isComplete()) {
            live = true;
            follower.act();
        }
    }
}
