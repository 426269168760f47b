package org.deconas.experiments.stream;

import java.nio.charset.StandardCharsets;
import org.deconas.experiments.domain.LoggedEvent;

/**
 * An event as it is sent: made once, whoever reads it.
 *
 * @param kind its type without prefix and version, as {@code RewardMeasured}
 * @param bytes UTF-8, a block of text/event-stream (HTML standard, section 9.2); not to be changed
 */
record Frame(long position, String experimentId, String kind, byte[] bytes) {

    static Frame of(LoggedEvent event) {
        StringBuilder text = new StringBuilder(event.body().length() + 80)
                .append("id: ")
                .append(event.position())
                .append("\nevent: ")
                .append(event.shortType())
                .append('\n');
        // A line of its own for each line: a body may have been written with line ends between its tokens
        event.body().lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        return new Frame(
                event.position(),
                event.experimentId(),
                event.shortType(),
                text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
}
