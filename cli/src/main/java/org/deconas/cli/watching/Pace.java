package org.deconas.cli.watching;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.deconas.cli.watching.Workload.Part;

/**
 * How long a search will take yet. A part that was watched for a while takes what it took; one that was not is estimated by its cost
 * against those that were, or against all that was done since the search was asked for.
 */
final class Pace {

    /** What a stream tells at first is the past, in no time; also when it is connected again. */
    private static final Duration PAST = Duration.ofSeconds(3);

    private static final double ENOUGH_SECONDS = 5;

    private final Map<Part, Double> seconds = new EnumMap<>(Part.class); // watched
    private final Map<Part, Long> units = new EnumMap<>(Part.class); // done meanwhile
    private final Map<Part, Long> lastDone = new EnumMap<>(Part.class);
    private Instant begun; // null before the first look, and after a pause
    private Instant last; // null before the first look that counts, and after a pause

    /**
     * Looks how far the search is.
     *
     * @param now the part that it is at
     * @param running whether anything is to be expected: neither paused nor disconnected
     */
    void look(Instant time, Workload work, Part now, boolean running) {
        if (!running) {
            begun = null;
            last = null;
            return;
        }
        begun = begun == null ? time : begun;
        if (time.isBefore(begun.plus(PAST))) {
            return;
        }
        if (last != null) {
            seconds.merge(now, Duration.between(last, time).toNanos() / 1e9, Double::sum);
            for (Part part : Part.values()) {
                units.merge(part, work.done(part) - lastDone.get(part), Long::sum);
            }
        }
        last = time;
        for (Part part : Part.values()) {
            lastDone.put(part, work.done(part));
        }
    }

    /**
     * How long it will take yet; empty while nobody can know.
     *
     * @param elapsed since the search was asked for
     */
    Optional<Duration> left(Workload work, Duration elapsed) {
        Optional<Double> secondsOfCost = secondsOfCost(work, elapsed);
        if (secondsOfCost.isEmpty()) {
            return Optional.empty();
        }
        double left = 0;
        for (Part part : Part.values()) {
            double each =
                    isMeasured(part) ? seconds.get(part) / units.get(part) : work.cost(part) * secondsOfCost.get();
            left += (work.total(part) - work.done(part)) * each;
        }
        return Optional.of(Duration.ofMillis(Math.round(1e3 * left)));
    }

    private Optional<Double> secondsOfCost(Workload work, Duration elapsed) {
        double watched = 0;
        double costs = 0;
        for (Part part : Part.values()) {
            if (isMeasured(part)) {
                watched += seconds.get(part);
                costs += units.get(part) * work.cost(part);
            }
        }
        if (costs > 0) {
            return Optional.of(watched / costs);
        }
        double done = 0;
        for (Part part : Part.values()) {
            done += work.done(part) * work.cost(part);
        }
        return done > 0 && elapsed.toSeconds() >= ENOUGH_SECONDS
                ? Optional.of(elapsed.toNanos() / 1e9 / done)
                : Optional.empty();
    }

    private boolean isMeasured(Part part) {
        return seconds.getOrDefault(part, 0.0) >= ENOUGH_SECONDS && units.getOrDefault(part, 0L) > 0;
    }
}
