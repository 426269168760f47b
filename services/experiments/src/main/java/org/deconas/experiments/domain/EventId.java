package org.deconas.experiments.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which event it is of the log as the read model numbers it, written as {@code 9f86d081-42}.
 *
 * @param epoch which numbering: positions of different ones cannot be compared
 * @param position at least 0, which is before the first event
 */
public record EventId(String epoch, long position) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");

    /** Reads what {@link #toString} wrote; empty when it is something else. */
    public static Optional<EventId> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new EventId(written.group(1), Long.parseLong(written.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + position;
    }
}
