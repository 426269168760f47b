package org.deconas.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs images of equal size together. The first of a size leads: it waits for the turn. Those that come meanwhile join it, and have their
 * result when it has its own.
 */
final class BatchedRuns {

    /** Enlarges images of one size. */
    @FunctionalInterface
    interface Network {
        /**
         * @param images one after another, each row by row
         * @return as many, enlarged
         * @throws IllegalStateException when it fails
         */
        float[] run(float[] images, int count, int width, int height);
    }

    private record Size(int width, int height) {
        long pixels() {
            return (long) width * height;
        }
    }

    private record Enlarged(float[] values, long nanos) {}

    /**
     * An image that waits.
     *
     * @param enlarged empty when whoever led the batch left it before the run
     */
    private record Waiting(float[] image, CompletableFuture<Optional<Enlarged>> enlarged) {}

    /** Images of one size that will be run together. Guarded by {@link #open}, until it is taken from there. */
    private static final class Batch {
        private final Waiting leader;
        private final List<Waiting> images = new ArrayList<>();
        private final CountDownLatch full = new CountDownLatch(1);

        Batch(Waiting leader) {
            this.leader = leader;
        }
    }

    private final Network network;
    private final Batching batching;
    private final Map<Size, Batch> open = new HashMap<>();

    BatchedRuns(Network network, Batching batching) {
        this.network = network;
        this.batching = batching;
    }

    /**
     * Enlarges an image.
     *
     * @param turns asked when this image leads; else told how long the run took that it was part of
     * @throws IllegalStateException when the network fails on this image
     * @throws CancellationException when the thread is interrupted
     */
    float[] enlarge(float[] image, int width, int height, Turns turns) {
        Size size = new Size(width, height);
        while (true) {
            Waiting mine = new Waiting(image, new CompletableFuture<>());
            Batch batch = join(size, mine);
            if (batch.leader == mine) {
                return lead(size, batch, turns);
            }
            Optional<Enlarged> enlarged = await(mine);
            if (enlarged.isPresent()) {
                turns.joined(enlarged.get().nanos());
                return enlarged.get().values();
            }
        }
    }

    private Batch join(Size size, Waiting image) {
        synchronized (open) {
            Batch batch = open.computeIfAbsent(size, first -> new Batch(image));
            batch.images.add(image);
            if ((batch.images.size() + 1) * size.pixels() > batching.mostPixels()) {
                open.remove(size);
                batch.full.countDown();
            }
            return batch;
        }
    }

    /** How many images of a size wait together for a run. */
    int waiting(int width, int height) {
        synchronized (open) {
            Batch batch = open.get(new Size(width, height));
            return batch == null ? 0 : batch.images.size();
        }
    }

    private float[] lead(Size size, Batch batch, Turns turns) {
        try {
            awaitOthers(batch);
            try (Turns.Turn turn = turns.take()) {
                close(size, batch);
                run(size, batch);
            }
        } finally {
            close(size, batch);
            batch.images.forEach(left -> left.enlarged().complete(Optional.empty()));
        }
        return await(batch.leader).orElseThrow().values();
    }

    /** Nobody joins any more. */
    private void close(Size size, Batch batch) {
        synchronized (open) {
            open.remove(size, batch);
        }
    }

    private void awaitOthers(Batch batch) {
        try {
            batch.full.await(batching.longestDelay().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** An image that the network fails on fails alone. */
    private void run(Size size, Batch batch) {
        try {
            runTogether(size, batch.images);
        } catch (IllegalStateException e) {
            if (batch.images.size() == 1) {
                batch.leader.enlarged().completeExceptionally(e);
                return;
            }
            for (Waiting image : batch.images) {
                try {
                    runTogether(size, List.of(image));
                } catch (IllegalStateException alone) {
                    image.enlarged().completeExceptionally(alone);
                }
            }
        }
    }

    private void runTogether(Size size, List<Waiting> images) {
        long begin = System.nanoTime();
        float[] enlarged = network.run(concatenated(images), images.size(), size.width(), size.height());
        long nanos = System.nanoTime() - begin;
        int each = enlarged.length / images.size();
        for (int i = 0; i < images.size(); i++) {
            float[] values = images.size() == 1 ? enlarged : Arrays.copyOfRange(enlarged, i * each, (i + 1) * each);
            images.get(i).enlarged().complete(Optional.of(new Enlarged(values, nanos)));
        }
    }

    private static float[] concatenated(List<Waiting> images) {
        float[] first = images.get(0).image();
        if (images.size() == 1) {
            return first;
        }
        float[] all = new float[images.size() * first.length];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i).image(), 0, all, i * first.length, first.length);
        }
        return all;
    }

    private static Optional<Enlarged> await(Waiting image) {
        try {
            return image.enlarged().get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("The enlargement was interrupted");
    }
}
