package org.deconas.imaging;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Makes the minibatches of the next steps in the background while the present one is trained on. They are those that
 * {@link PatchSource#batch} gives, in order. One thread takes them; any thread may close.
 */
public final class PatchPrefetch implements AutoCloseable {

    private static final int CORES_PER_THREAD = 4;

    private final PatchSource source;
    private final long toStep;
    private final LongFunction<RandomGenerator> randomness;
    private final ExecutorService background;
    private final Queue<Future<Minibatch>> coming = new ArrayDeque<>();
    private long submitted;
    private volatile boolean closed;
    private volatile long waitedNanos;

    /**
     * Begins at once.
     *
     * @param source where patches come from
     * @param fromStep the first step, counted over the whole training, from 0
     * @param toStep the step behind the last one, at least {@code fromStep}
     * @param randomness a new generator for a step's patches, by step; called on background threads
     * @param depth how many minibatches to make ahead, at least 1
     * @throws IllegalArgumentException when a number is out of range
     */
    public PatchPrefetch(
            PatchSource source, long fromStep, long toStep, LongFunction<RandomGenerator> randomness, int depth) {
        if (fromStep < 0 || toStep < fromStep || depth < 1) {
            throw new IllegalArgumentException("steps " + fromStep + " to " + toStep + " with " + depth
                    + " ahead cannot be prefetched; the steps count up from 0, and at least 1 is ahead");
        }
        this.source = source;
        this.toStep = toStep;
        this.randomness = randomness;
        this.submitted = fromStep;
        int threads = Math.min(depth, Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_THREAD));
        this.background = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "patch-prefetch");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < depth; i++) {
            submitNext();
        }
    }

    /**
     * Waits for the next step's minibatch.
     *
     * @return it; its arrays are the caller's
     * @throws NoSuchElementException behind the last step
     * @throws IllegalStateException when this is closed, or the thread is interrupted
     * @throws java.io.UncheckedIOException when an image cannot be decoded any more, with the line that says why
     */
    public Minibatch next() {
        requireOpen();
        if (coming.isEmpty()) {
            throw new NoSuchElementException("the last step is " + (toStep - 1));
        }
        long start = System.nanoTime();
        try {
            Minibatch minibatch = coming.element().get();
            coming.remove();
            submitNext();
            return minibatch;
        } catch (ExecutionException e) {
            requireOpen();
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a minibatch", e);
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    /**
     * @return how long {@link #next} has waited in all, nanoseconds
     */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** Stops the background after the minibatches that it is at; a waiting {@link #next} fails. */
    @Override
    public synchronized void close() {
        closed = true;
        // Not interrupted: the images are shared, and another reader may be waiting for one that is being decoded.
        background.shutdown();
    }

    private synchronized void submitNext() {
        if (submitted < toStep && !closed) {
            long step = submitted++;
            coming.add(background.submit(() -> {
                if (closed) {
                    throw new CancellationException();
                }
                return source.batch(step, randomness.apply(step));
            }));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the prefetch is closed");
        }
    }
}
