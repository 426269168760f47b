package org.deconas.experiments.stream;

import java.nio.charset.StandardCharsets;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.domain.LoggedEvent;

/**
 * An event as it is sent: made once, whoever reads it.
 *
 * @param kind its type without prefix and version, as {@code RewardMeasured}
 * @param bytes UTF-8, a block of text/event-stream (HTML standard, section 9.2); not to be changed
 */
record Frame(EventId id, String experimentId, String kind, byte[] bytes) {

    /** @param body JSON as it stands in the log */
    static Frame of(EventId id, String experimentId, String type, String body) {
        String kind = LoggedEvent.shortType(type);
        StringBuilder text = new StringBuilder(body.length() + 80)
                .append("id: ")
                .append(id)
                .append("\nevent: ")
                .append(kind)
                .append('\n');
        // A line of its own for each line: a body may have been written with line ends between its tokens
        body.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        return new Frame(id, experimentId, kind, text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    long position() {
        return id.position();
    }
}
