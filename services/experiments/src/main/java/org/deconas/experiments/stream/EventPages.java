package org.deconas.experiments.stream;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.projection.ReadModel;

/** The log in the database, page by page in the order of its positions. */
@ApplicationScoped
class EventPages {

    /** Events of a page that is full. */
    static final int MOST = 500;

    private final ReadModel readModel;

    EventPages(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** What follows a position, of all experiments. */
    Uni<List<Frame>> after(long position) {
        return readModel.read(session -> session.createSelectionQuery(
                        "from LoggedEvent where position > :position order by position", LoggedEvent.class)
                .setParameter("position", position)
                .setMaxResults(MOST)
                .getResultList()
                .map(EventPages::frames));
    }

    /** What follows a position, of one experiment. */
    Uni<List<Frame>> after(long position, String experimentId) {
        return readModel.read(session -> session.createSelectionQuery(
                        "from LoggedEvent where experimentId = :id and position > :position order by position",
                        LoggedEvent.class)
                .setParameter("id", experimentId)
                .setParameter("position", position)
                .setMaxResults(MOST)
                .getResultList()
                .map(EventPages::frames));
    }

    /** The experiment whose event is at a position; null when none is. */
    Uni<String> experimentAt(long position) {
        return readModel.read(session -> session.createSelectionQuery(
                        "select experimentId from LoggedEvent where position = :position", String.class)
                .setParameter("position", position)
                .getSingleResultOrNull());
    }

    /** The last position; 0 when there is none. */
    Uni<Long> end() {
        return readModel.read(session -> session.createSelectionQuery(
                        "select coalesce(max(position), 0) from LoggedEvent", Long.class)
                .getSingleResult());
    }

    /** The last position that was ever given to an event of this database, or is about to be. */
    Uni<Long> lastNumber() {
        return readModel.read(
                session -> session.createNativeQuery("select last_value from event_log_position_seq", Long.class)
                        .getSingleResult());
    }

    private static List<Frame> frames(List<LoggedEvent> events) {
        return events.stream().map(Frame::of).toList();
    }
}
