package org.deconas.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    private static final Logger LOG = Logger.getLogger(LogFold.class);

    private static final Duration RETRY = Duration.ofMillis(500);

    private final State state;
    private final EventPublisher publisher;
    private final Collection<Topic> topics;
    private final String bootstrapServers;
    private final ReentrantLock lock = new ReentrantLock();
    private LogReplay replay; // null until the broker said where the log ends

    public LogFold(State state, EventPublisher publisher, Collection<Topic> topics, String bootstrapServers) {
        this.state = state;
        this.publisher = publisher;
        this.topics = List.copyOf(topics);
        this.bootstrapServers = bootstrapServers;
    }

    /** Looks where the log ends and acts if it is empty; asks again until the broker answers. Blocks. */
    public void start() {
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
            return LogReplay.toTheEndOf(topics, bootstrapServers);
        } catch (ExecutionException e) {
            LOG.warnf("Kafka does not answer yet; asking again: reason=%s", e.getCause());
            LockSupport.parkNanos(RETRY.toNanos());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the log was read", e);
        }
    }

    /** Takes a record. A record that cannot be read is passed over: the experiments service dead-letters it. */
    public void take(ConsumerRecord<String, byte[]> record) {
        lock.lock();
        try {
            start();
            try {
                state.fold(EventReader.read(record));
            } catch (UnreadableEventException e) {
                LOG.warnf(
                        "Record passed over: topic=%s partition=%d offset=%d reason=%s",
                        record.topic(), record.partition(), record.offset(), e.getMessage());
            }
            boolean wasComplete = replay.isComplete();
            replay.read(record);
            if (!wasComplete && replay.isComplete()) {
                LOG.infof("The log has been read: topics=%s", topics);
            }
            act();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the whole log was read and what is due is being written. */
    public boolean isLive() {
        lock.lock();
        try {
            return replay != null && replay.isComplete();
        } finally {
            lock.unlock();
        }
    }

    private void act() {
        if (replay.isComplete()) {
            for (Event event : state.due()) {
                publisher.publishAndAwait(event);
            }
        }
    }
}
