package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatchPrefetchTest {

    private static final PatchSource SOURCE =
            new PatchSource(new ImagePairs(List.of(TestImages.source("a.png", TestImages.noise(40, 30, 1))), 2), 5, 4);

    @Test
    void minibatchesAreThoseOfTheSourceInOrder() {
        // Given
        try (PatchPrefetch prefetch = new PatchPrefetch(SOURCE, 3, 40, SplittableRandom::new, 4)) {
            for (int step = 3; step < 40; step++) {
                // When
                Minibatch minibatch = prefetch.next();
                // Then
                Minibatch expected = SOURCE.batch(step, new SplittableRandom(step));
                assertThat(minibatch.step()).isEqualTo(step);
                assertThat(minibatch.lowResolution()).isEqualTo(expected.lowResolution());
                assertThat(minibatch.highResolution()).isEqualTo(expected.highResolution());
            }
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(prefetch::next)
                    .withMessage("the last step is 39");
            assertThat(prefetch.waitedNanos()).isPositive();
        }
    }

    @Test
    void minibatchesAreMadeAheadOnADaemonThread() throws InterruptedException {
        // Given
        CountDownLatch ahead = new CountDownLatch(3);
        Set<Long> steps = ConcurrentHashMap.newKeySet();
        AtomicBoolean daemon = new AtomicBoolean();
        // When
        try (PatchPrefetch prefetch = new PatchPrefetch(
                SOURCE,
                0,
                100,
                step -> {
                    steps.add(step);
                    daemon.set(Thread.currentThread().isDaemon());
                    ahead.countDown();
                    return new SplittableRandom(step);
                },
                3)) {
            // Then
            assertThat(ahead.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(steps).containsExactlyInAnyOrder(0L, 1L, 2L);
            assertThat(daemon).isTrue();
        }
    }

    @Test
    void failureInTheBackgroundSurfacesAtItsStepWithItsMessage() throws UnreadableImageException {
        // Given
        AtomicBoolean gone = new AtomicBoolean();
        SourceImage image = SourceImage.of("a.png", () -> {
            if (gone.get()) {
                throw new UnreadableImageException("a.png", "there is no such file", "give it", null);
            }
            return TestImages.noise(40, 30, 1);
        });
        PatchSource source = new PatchSource(new ImagePairs(List.of(image), 2), 5, 4);
        gone.set(true);
        try (PatchPrefetch prefetch = new PatchPrefetch(source, 0, 10, SplittableRandom::new, 2)) {
            // When
            var failure = assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(prefetch::next);
            // Then
            failure.withMessage("a.png cannot be read as an image: there is no such file; give it");
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(prefetch::next);
        }
    }

    @Test
    void closingEndsTheThread() throws InterruptedException {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Set<Long> steps = ConcurrentHashMap.newKeySet();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        PatchPrefetch prefetch = new PatchPrefetch(
                SOURCE,
                0,
                1000,
                step -> {
                    steps.add(step);
                    threads.add(Thread.currentThread());
                    begun.countDown();
                    return blocking(released, step);
                },
                1);
        begun.await();
        // When
        prefetch.close();
        released.countDown();
        // Then
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(steps).containsExactly(0L);
        assertThatIllegalStateException().isThrownBy(prefetch::next).withMessage("the prefetch is closed");
    }

    @Test
    void impossibleStepsAndDepthsAreRefused() {
        // When
        var refusal = assertThatIllegalArgumentException();
        // Then
        refusal.isThrownBy(() -> new PatchPrefetch(SOURCE, -1, 2, SplittableRandom::new, 1));
        refusal.isThrownBy(() -> new PatchPrefetch(SOURCE, 3, 2, SplittableRandom::new, 1));
        refusal.isThrownBy(() -> new PatchPrefetch(SOURCE, 0, 2, SplittableRandom::new, 0));
    }

    private static RandomGenerator blocking(CountDownLatch released, long step) {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new SplittableRandom(step);
    }
}
