package org.deconas.experiments.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.stream.NewestEvents.Slice;
import org.junit.jupiter.api.Test;

class NewestEventsTest {

    private static final int MUCH = 1 << 20;

    private final NewestEvents newest = new NewestEvents(100, MUCH);

    @Test
    void knowsNothingUntilItIsToldWhereTheLogEnds() {
        assertThat(newest.after(0, MUCH)).isEmpty();
        assertThat(newest.isKnown()).isFalse();
    }

    @Test
    void givesWhatFollowsAPosition() {
        // Given
        newest.beginAfter(10);
        newest.add(frames(11, 12, 15));
        // When
        Slice slice = newest.after(11, MUCH).orElseThrow();
        // Then
        assertThat(slice.frames()).extracting(Frame::position).containsExactly(12L, 15L);
        assertThat(slice.position()).isEqualTo(15);
        assertThat(slice.isLast()).isTrue();
    }

    @Test
    void sliceEndsAtItsBytesAndGoesOnFromItsLastFrame() {
        // Given: ten bytes each
        newest.beginAfter(10);
        newest.add(frames(11, 12, 15, 17));

        // When
        Slice slice = newest.after(10, 20).orElseThrow();

        // Then
        assertThat(slice.frames()).extracting(Frame::position).containsExactly(11L, 12L);
        assertThat(slice.position()).isEqualTo(12);
        assertThat(slice.isLast()).isFalse();
    }

    @Test
    void whoeverIsAtTheEndGetsNothingHoweverMuchIsHere() {
        // Given
        newest.beginAfter(0);
        newest.add(frames(LongStream.rangeClosed(1, 90).toArray()));

        // When
        Slice slice = newest.after(90, MUCH).orElseThrow();

        // Then
        assertThat(slice.frames()).isEmpty();
        assertThat(slice.position()).isEqualTo(90);
        assertThat(slice.isLast()).isTrue();
    }

    @Test
    void whoIsTooFarBehindIsToldSo() {
        // Given
        newest.beginAfter(0);
        newest.add(frames(LongStream.rangeClosed(1, 150).toArray()));
        // Then
        assertThat(newest.after(49, MUCH)).isEmpty();
        assertThat(newest.after(50, MUCH).orElseThrow().frames()).hasSize(100);
        assertThat(newest.end()).isEqualTo(150);
    }

    @Test
    void bytesAreBoundedToo() {
        // Given
        NewestEvents small = new NewestEvents(100, 50);
        small.beginAfter(0);
        // When: ten bytes each
        small.add(frames(LongStream.rangeClosed(1, 20).toArray()));
        // Then
        assertThat(small.after(14, MUCH)).isEmpty();
        assertThat(small.after(15, MUCH).orElseThrow().frames()).hasSize(5);
    }

    @Test
    void whoeverGoesOnFromSliceToSliceGetsEveryFrameOnceAndInOrder() {
        for (int seed = 0; seed < 50; seed++) {
            // Given
            Random random = new Random(seed);
            NewestEvents window = new NewestEvents(60, MUCH);
            window.beginAfter(0);
            List<Long> written = new ArrayList<>();
            List<Long> received = new ArrayList<>();
            long position = 0;
            long end = 0;
            // When
            for (int step = 0; step < 200; step++) {
                if (random.nextBoolean()) {
                    end += 1 + random.nextInt(3);
                    window.add(frames(end));
                    written.add(end);
                } else {
                    Optional<Slice> slice = window.after(position, 1 + random.nextInt(80));
                    assertThat(slice).isPresent();
                    slice.get().frames().forEach(frame -> received.add(frame.position()));
                    position = slice.get().position();
                }
            }
            for (boolean isLast = false; !isLast; ) {
                Slice slice = window.after(position, 30).orElseThrow();
                slice.frames().forEach(frame -> received.add(frame.position()));
                position = slice.position();
                isLast = slice.isLast();
            }
            // Then
            assertThat(received).as("seed %d", seed).isEqualTo(written);
        }
    }

    private static List<Frame> frames(long... positions) {
        return LongStream.of(positions)
                .mapToObj(position -> new Frame(new EventId("0badcafe", position), "x", "PhaseStarted", new byte[10]))
                .toList();
    }
}
