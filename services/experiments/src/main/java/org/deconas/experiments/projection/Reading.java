package org.deconas.experiments.projection;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.UnreadableEventException;

/** What a record of the log is. */
sealed interface Reading {

    /** An event. */
    record Readable(Event event) implements Reading {}

    /**
     * None.
     *
     * @param reason one line
     */
    record Unreadable(DeadLetterKind kind, String reason) implements Reading {}

    static Reading of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventReader.TYPE_HEADER);
        String type =
                header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        try {
            return new Readable(EventCodec.decode(type, record.value()));
        } catch (UnreadableEventException e) {
            boolean isUnknown = type != null && !EventCodec.readableTypes().containsKey(type);
            return new Unreadable(isUnknown ? DeadLetterKind.UNKNOWN_TYPE : DeadLetterKind.UNREADABLE, e.getMessage());
        }
    }
}
