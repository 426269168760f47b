package org.deconas.inference.network;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.deconas.serving.Turns;

/**
 * Who may run a network now: so many at once, the others in the order in which they came, and not too many of them. An image that is
 * enlarged tile by tile takes a turn for each, so that small ones pass between its tiles.
 */
final class RunSlots {

    /** The right to wait for turns. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private final int waiting;
    private final Semaphore places;
    private final Semaphore running;

    /**
     * @param running how many run at once, at least 1
     * @param waiting how many may wait, at least 0
     */
    RunSlots(int running, int waiting) {
        if (running < 1 || waiting < 0) {
            throw new IllegalArgumentException(
                    "running is " + running + " and waiting " + waiting + ", but must be at least 1 and 0");
        }
        this.waiting = waiting;
        this.places = new Semaphore(running + waiting);
        this.running = new Semaphore(running, true);
    }

    /** @throws BusyException when too many wait already */
    Place enter() throws BusyException {
        if (!places.tryAcquire()) {
            throw new BusyException(waiting);
        }
        return places::release;
    }

    /**
     * Waits for a turn; needs a place.
     *
     * @throws CancellationException when the service is being stopped
     */
    Turns.Turn take() {
        try {
            running.acquire();
        } catch (InterruptedException e) {
            throw stopped();
        }
        return running::release;
    }

    /**
     * As {@link #take()}, but for so long at most.
     *
     * @return empty when the turn did not come
     */
    Optional<Turns.Turn> take(Duration patience) {
        try {
            return running.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(running::release)
                    : Optional.empty();
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static CancellationException stopped() {
        Thread.currentThread().interrupt();
        return new CancellationException("The service is being stopped");
    }

    /** How many wait now. */
    int waitingNow() {
        return running.getQueueLength();
    }
}
