package org.deconas.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.deconas.schema.Event;

/** A log of one partition in memory; each of its readers reads on a thread of its own. */
final class InMemoryLog implements AutoCloseable {

    private final List<Event> events = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    /** A trainer's way to the log and back. */
    final class Reader implements Publisher {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private volatile boolean dead;
        private List<Event> held; // null while what is written goes through
        private WorkLoop loop;

        /** What a killed process writes does not come to the log, and it reads nothing any more. */
        void die() {
            dead = true;
        }

        @Override
        public CompletionStage<?> publish(Event event) {
            synchronized (InMemoryLog.this) {
                if (held != null) {
                    held.add(event);
                }
                return dead || held != null ? new CompletableFuture<>() : append(event);
            }
        }

        /** From now on what it writes is on its way. */
        void hold() {
            synchronized (InMemoryLog.this) {
                held = new ArrayList<>();
            }
        }

        /** What was on its way comes to the log. */
        void goOn() {
            synchronized (InMemoryLog.this) {
                List<Event> late = held;
                held = null;
                late.forEach(InMemoryLog.this::append);
            }
        }

        private void deliver(Event event) {
            thread.execute(() -> {
                if (!dead) {
                    loop.fold(event);
                    loop.act();
                }
            });
        }
    }

    Reader reader() {
        return new Reader();
    }

    /** Lets a loop read from the beginning, and act from the end on. */
    synchronized void read(Reader reader, WorkLoop loop) {
        reader.loop = loop;
        List<Event> soFar = List.copyOf(events);
        reader.thread.execute(() -> {
            soFar.forEach(loop::fold);
            loop.act();
        });
        readers.add(reader);
    }

    synchronized CompletionStage<?> append(Event event) {
        events.add(event);
        readers.forEach(reader -> reader.deliver(event));
        return CompletableFuture.completedFuture(null);
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    long count(Predicate<Event> which) {
        return events().stream().filter(which).count();
    }

    @Override
    public void close() {
        readers.forEach(reader -> reader.thread.shutdownNow());
    }
}
