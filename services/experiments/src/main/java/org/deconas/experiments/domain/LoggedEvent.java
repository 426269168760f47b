package org.deconas.experiments.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** An event of the log at its position in the read model; positions become visible in their order. */
@Entity
@Immutable
@Table(name = "event_log")
public class LoggedEvent {

    @Id
    private long position;

    @Column(name = "experiment_id")
    private String experimentId;

    private String type;

    @ColumnTransformer(read = "cast(body as text)")
    private String body;

    protected LoggedEvent() {}

    public long position() {
        return position;
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
