package org.deconas.experiments.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.projection.ExperimentLogs;
import org.deconas.report.EventReader;
import org.deconas.report.ExperimentLog;
import org.deconas.report.SearchComparison;
import org.deconas.schema.EventCodec;

/** Whether two experiments of the read model are the same search. Blocks. */
@ApplicationScoped
public class Comparisons {

    private final ExperimentLogs logs;

    Comparisons(ExperimentLogs logs) {
        this.logs = logs;
    }

    /** @throws IllegalArgumentException when one has no trial, so that there is nothing to compare */
    public SearchComparison compare(String firstId, String secondId) {
        return SearchComparison.of(log(firstId), log(secondId));
    }

    private ExperimentLog log(String experimentId) {
        EventReader reader = new EventReader();
        logs.forEach(experimentId, event -> read(event, reader));
        return reader.logs().get(0);
    }

    private static void read(LoggedEvent event, EventReader reader) {
        try {
            reader.add(event.type(), EventCodec.mapper().readTree(event.body()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
