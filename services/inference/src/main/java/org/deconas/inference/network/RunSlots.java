package org.deconas.inference.network;

import java.util.concurrent.Semaphore;

/** Who may run a network now: so many at once, the others in the order in which they came, and not too many of them. */
final class RunSlots {

    /** The right to run. */
    interface Slot extends AutoCloseable {
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

    /**
     * Waits for its turn.
     *
     * @throws BusyException when too many wait already
     */
    Slot enter() throws BusyException, InterruptedException {
        if (!places.tryAcquire()) {
            throw new BusyException(waiting);
        }
        try {
            running.acquire();
        } catch (InterruptedException e) {
            places.release();
            throw e;
        }
        return () -> {
            running.release();
            places.release();
        };
    }

    /** How many wait now. */
    int waitingNow() {
        return running.getQueueLength();
    }
}
