package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** A record that is no event of an experiment, as it stood in the log. */
@Entity
@Table(name = "dead_letter")
public class DeadLetter {

    @Id
    private long id;

    @Column(updatable = false)
    private String topic;

    @Column(name = "kafka_partition", updatable = false)
    private int partition;

    @Column(name = "kafka_offset", updatable = false)
    private long offset;

    @Column(name = "record_key", updatable = false)
    private byte[] key;

    @Column(updatable = false)
    private byte[] body;

    @ColumnTransformer(read = "cast(headers as text)")
    @Column(updatable = false)
    private String headers;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private DeadLetterKind kind;

    @Column(updatable = false)
    private String reason;

    @Column(name = "experiment_id", updatable = false)
    private String experimentId;

    @Column(name = "recorded_at", updatable = false)
    private Instant recordedAt;

    @Column(name = "published_at", updatable = false)
    private Instant publishedAt;

    @Column(name = "redriven_at")
    private Instant redrivenAt;

    protected DeadLetter() {}

    public long id() {
        return id;
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

    /** Null when the record has none. */
    public byte[] key() {
        return key == null ? null : key.clone();
    }

    /** Null when the record has none. */
    public byte[] body() {
        return body == null ? null : body.clone();
    }

    /** A JSON array of the record's headers, in their order. */
    public String headers() {
        return headers;
    }

    public DeadLetterKind kind() {
        return kind;
    }

    /** One line. */
    public String reason() {
        return reason;
    }

    /** Null when it is not known. */
    public String experimentId() {
        return experimentId;
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    /** When it was last written back to its topic; null when never. */
    public Instant redrivenAt() {
        return redrivenAt;
    }

    /** Notes that it was written back to its topic. */
    public void redriven(Instant at) {
        redrivenAt = at;
    }
}
