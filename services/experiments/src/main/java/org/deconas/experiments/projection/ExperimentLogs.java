package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.deconas.experiments.domain.LoggedEvent;

/** Whole logs of experiments, as the read model has them. */
@ApplicationScoped
public class ExperimentLogs {

    private static final int PAGE = 1000;
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(30);

    private final ReadModel readModel;

    ExperimentLogs(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** Goes through all events of an experiment in their order, page by page. Blocks. */
    public void forEach(String experimentId, Consumer<LoggedEvent> reader) {
        long position = 0;
        List<LoggedEvent> page;
        do {
            page = page(experimentId, position).await().atMost(PAGE_LIMIT);
            for (LoggedEvent event : page) {
                reader.accept(event);
                position = event.position();
            }
        } while (page.size() == PAGE);
    }

    private Uni<List<LoggedEvent>> page(String experimentId, long position) {
        return readModel.read(session -> session.createSelectionQuery(
                        "from LoggedEvent where experimentId = :id and position > :position order by position",
                        LoggedEvent.class)
                .setParameter("id", experimentId)
                .setParameter("position", position)
                .setMaxResults(PAGE)
                .getResultList());
    }
}
