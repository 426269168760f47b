package org.deconas.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchedRunsTest {

    private static final float BAD = -1;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<Integer> runs = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore turn = new Semaphore(0);

    /** Each image waits until the test gives the turn. */
    private final Turns turns = () -> {
        arrived.release();
        turn.acquireUninterruptibly();
        return () -> {};
    };

    @AfterEach
    void end() {
        clients.shutdownNow();
    }

    @Test
    void imagesThatWaitForTheSameTurnAreEnlargedInOneRun() {
        // Given
        BatchedRuns batched = batched(100, Duration.ZERO);
        CompletableFuture<float[]> first = request(batched, 1, 4);
        arrived.acquireUninterruptibly();
        CompletableFuture<float[]> second = joining(batched, 2, 4);
        CompletableFuture<float[]> third = joining(batched, 3, 4);

        // When
        turn.release();

        // Then
        assertThat(first.join()).containsOnly(10).hasSize(4);
        assertThat(second.join()).containsOnly(20).hasSize(4);
        assertThat(third.join()).containsOnly(30).hasSize(4);
        assertThat(runs).containsExactly(3);
    }

    @Test
    void imagesOfOtherSizesGoByThemselves() {
        // Given
        BatchedRuns batched = batched(100, Duration.ZERO);
        CompletableFuture<float[]> small = request(batched, 1, 4);
        CompletableFuture<float[]> large = request(batched, 2, 6);
        arrived.acquireUninterruptibly(2);

        // When
        turn.release(2);

        // Then
        assertThat(small.join()).containsOnly(10).hasSize(4);
        assertThat(large.join()).containsOnly(20).hasSize(6);
        assertThat(runs).containsExactly(1, 1);
    }

    @Test
    void aRunHasNoMorePixelsThanItMay() {
        // Given
        BatchedRuns batched = batched(8, Duration.ZERO);
        CompletableFuture<float[]> first = request(batched, 1, 4);
        arrived.acquireUninterruptibly();
        CompletableFuture<float[]> second = joining(batched, 2, 4);
        CompletableFuture<float[]> third = request(batched, 3, 4);
        arrived.acquireUninterruptibly();

        // When
        turn.release(2);

        // Then
        assertThat(List.of(first.join()[0], second.join()[0], third.join()[0])).containsExactly(10f, 20f, 30f);
        assertThat(runs).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void aFirstImageWaitsForOthersUntilTheRunIsFull() {
        // Given
        BatchedRuns batched = batched(8, Duration.ofMinutes(1));
        CompletableFuture<float[]> first = request(batched, 1, 4);

        // When
        CompletableFuture<float[]> second = request(batched, 2, 4);
        turn.release();

        // Then
        assertThat(List.of(first.join()[0], second.join()[0])).containsExactlyInAnyOrder(10f, 20f);
        assertThat(runs).containsExactly(2);
    }

    @Test
    void anImageThatLeavesBeforeItsTurnDoesNotTakeTheOthersWithIt() {
        // Given
        BatchedRuns batched = batched(100, Duration.ZERO);
        CompletableFuture<float[]> leaver = CompletableFuture.supplyAsync(
                () -> batched.enlarge(image(1, 4), 4, 1, () -> {
                    turns.take();
                    throw new CancellationException("The client has gone");
                }),
                clients);
        arrived.acquireUninterruptibly();
        CompletableFuture<float[]> stayer = joining(batched, 2, 4);

        // When
        turn.release(2);

        // Then
        assertThatThrownBy(leaver::join).hasCauseInstanceOf(CancellationException.class);
        assertThat(stayer.join()).containsOnly(20);
        assertThat(runs).containsExactly(1);
    }

    @Test
    void anImageThatTheNetworkFailsOnFailsAlone() {
        // Given
        BatchedRuns batched = batched(100, Duration.ZERO);
        CompletableFuture<float[]> good = request(batched, 1, 4);
        arrived.acquireUninterruptibly();
        CompletableFuture<float[]> bad = joining(batched, BAD, 4);

        // When
        turn.release();

        // Then
        assertThat(good.join()).containsOnly(10);
        assertThatThrownBy(bad::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("The network failed: it is bad");
        assertThat(runs).containsExactly(2, 1, 1);
    }

    @Test
    void whoJoinedIsToldHowLongTheRunTook() {
        // Given
        AtomicLong told = new AtomicLong(-1);
        BatchedRuns batched = batched(100, Duration.ZERO);
        CompletableFuture<float[]> first = request(batched, 1, 4);
        arrived.acquireUninterruptibly();
        CompletableFuture<float[]> second = CompletableFuture.supplyAsync(
                () -> batched.enlarge(image(2, 4), 4, 1, new Turns() {
                    @Override
                    public Turn take() {
                        throw new AssertionError("It has joined");
                    }

                    @Override
                    public void joined(long nanos) {
                        told.set(nanos);
                    }
                }),
                clients);
        awaitJoined(batched, 2);

        // When
        turn.release();
        CompletableFuture.allOf(first, second).join();

        // Then
        assertThat(told.get()).isNotNegative();
    }

    private BatchedRuns batched(long mostPixels, Duration delay) {
        return new BatchedRuns(this::standInForANetwork, new Batching(mostPixels, delay));
    }

    private float[] standInForANetwork(float[] images, int count, int width, int height) {
        runs.add(count);
        float[] enlarged = images.clone();
        for (int i = 0; i < images.length; i++) {
            if (images[i] == BAD) {
                throw new IllegalStateException("The network failed: it is bad");
            }
            enlarged[i] *= 10;
        }
        return enlarged;
    }

    private CompletableFuture<float[]> request(BatchedRuns batched, float value, int width) {
        return CompletableFuture.supplyAsync(() -> batched.enlarge(image(value, width), width, 1, turns), clients);
    }

    /** A request that has joined a batch when this returns. */
    private CompletableFuture<float[]> joining(BatchedRuns batched, float value, int width) {
        int before = batched.waiting(width, 1);
        CompletableFuture<float[]> request = request(batched, value, width);
        awaitJoined(batched, before + 1);
        return request;
    }

    private static void awaitJoined(BatchedRuns batched, int images) {
        while (batched.waiting(4, 1) != images && batched.waiting(4, 1) != 0) {
            Thread.onSpinWait();
        }
    }

    private static float[] image(float value, int width) {
        float[] image = new float[width];
        Arrays.fill(image, value);
        return image;
    }
}
