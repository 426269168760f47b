package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** An event of the log at its position in the read model; positions become visible in their order. */
@Entity
@Immutable
@Table(name = "event_log")
public class LoggedEvent {

    @Id
    private long position;

    private String topic;

    @Column(name = "kafka_partition")
    private int partition;

    @Column(name = "kafka_offset")
    private long offset;

    @Column(name = "event_id")
    private String eventId;

    @Column(name = "experiment_id")
    private String experimentId;

    private String type;

    @Column(name = "occurred_at")
    private Instant occurredAt;

    @ColumnTransformer(read = "cast(body as text)")
    private String body;

    protected LoggedEvent() {}

    public long position() {
        return position;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** The CloudEvents id: the same however often the event was written. */
    public String eventId() {
        return eventId;
    }

    public String experimentId() {
        return experimentId;
    }

    /** The CloudEvents type, as {@code org.deconas.RewardMeasured.v1}. */
    public String type() {
        return type;
    }

    /** When it happened by its CloudEvents time, or when it was written to the log where it does not say. */
    public Instant occurredAt() {
        return occurredAt;
    }

    /** The CloudEvents type without prefix and version, as {@code RewardMeasured}. */
    public String shortType() {
        return shortType(type);
    }

    /** A CloudEvents type without prefix and version: {@code org.deconas.RewardMeasured.v1} is {@code RewardMeasured}. */
    public static String shortType(String type) {
        String[] parts = type.split("\\.");
        return parts[parts.length - 2];
    }

    /** The JSON body as it stands in the log. */
    public String body() {
        return body;
    }
}
