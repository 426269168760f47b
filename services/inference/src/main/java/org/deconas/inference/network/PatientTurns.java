package org.deconas.inference.network;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.deconas.serving.Turns;

/** Turns of one image, for as long as somebody waits for it and it may take. */
final class PatientTurns implements Turns {

    private final RunSlots slots;
    private final Client client;
    private final Optional<Duration> limit;
    private final MeterRegistry metrics;
    private final long began = System.nanoTime();
    private long used;
    private double progress; // of the whole image, 0 to 1

    /** @param limit how long it may take, from now on; empty for as long as it needs */
    PatientTurns(RunSlots slots, Client client, Optional<Duration> limit, MeterRegistry metrics) {
        this.slots = slots;
        this.client = client;
        this.limit = limit;
        this.metrics = metrics;
    }

    /**
     * The turns of one of several enlargements that the image takes.
     *
     * @param share of the whole work, in (0, 1]
     */
    Turns ofShare(double share) {
        return new Turns() {
            @Override
            public Turn take() {
                return PatientTurns.this.take();
            }

            @Override
            public void joined(long nanos) {
                PatientTurns.this.joined(nanos);
            }

            @Override
            public void seen(long pixels, long all) {
                progress += share * pixels / all;
                client.told(progress);
            }
        };
    }

    /**
     * Waits for a turn among others than those who run a network.
     *
     * @throws TooLongException when it does not come in time
     */
    Turn takeOf(RunSlots others) {
        Turn turn = limit.map(most -> others.take(most.minusNanos(System.nanoTime() - began))
                        .orElseThrow(() -> new TooLongException(most)))
                .orElseGet(others::take);
        return wanted(turn);
    }

    @Override
    public Turn take() {
        Turn turn = wanted(slots.take());
        long begin = System.nanoTime();
        metrics.counter("deconas.inference.runs").increment();
        return () -> {
            used += System.nanoTime() - begin;
            turn.close();
        };
    }

    @Override
    public void joined(long nanos) {
        used += nanos;
        metrics.counter("deconas.inference.runs.joined").increment();
        requireWanted();
    }

    private Turn wanted(Turn turn) {
        try {
            requireWanted();
            return turn;
        } catch (CancellationException | TooLongException e) {
            turn.close();
            throw e;
        }
    }

    private void requireWanted() {
        if (client.isGone()) {
            throw new CancellationException("The client has gone");
        }
        limit.filter(most -> System.nanoTime() - began > most.toNanos()).ifPresent(most -> {
            throw new TooLongException(most);
        });
    }

    Duration used() {
        return Duration.ofNanos(used);
    }
}
