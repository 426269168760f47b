package org.deconas.messaging;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.UnreadableEventException;

/** Reads events from records of the log: CloudEvents 1.0, Kafka binding, binary mode. */
public final class EventReader {

    /** The header that holds the CloudEvents type. */
    public static final String TYPE_HEADER = "ce_type";

    /** The header that holds the CloudEvents id, which is the event's. */
    public static final String ID_HEADER = "ce_id";

    /** The header that holds the CloudEvents time, ISO 8601. */
    public static final String TIME_HEADER = "ce_time";

    private EventReader() {}

    /** @throws UnreadableEventException when the record is no event of ours, with one line that says why */
    public static Event read(ConsumerRecord<String, byte[]> record) throws UnreadableEventException {
        return EventCodec.decode(header(record, TYPE_HEADER), record.value());
    }

    /** What a header of a record says; null when it has none of that name. */
    public static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
