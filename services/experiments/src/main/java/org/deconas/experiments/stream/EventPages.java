package org.deconas.experiments.stream;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.projection.ReadModel;

/** The log in the database, page by page in the order of its positions. */
@ApplicationScoped
class EventPages {

    private static final int MOST_EVENTS = 500;
    private static final long MOST_BYTES = 1 << 20;

    /** The bodies before an event are counted, so that one that is larger than a page is a page of its own. */
    private static final String PAGE = """
            with found as (
                select position, experiment_id, type, cast(body as text) as body
                from event_log
                where position > :position%s
                order by position
                limit :events),
            counted as (
                select *, sum(octet_length(body)) over (order by position) - octet_length(body) as before
                from found)
            select epoch.id, position, experiment_id, type, body
            from counted cross join log_epoch epoch
            where before < :bytes
            order by position""";

    private static final String PAGE_OF_ALL = PAGE.formatted("");
    private static final String PAGE_OF_ONE = PAGE.formatted(" and experiment_id = :id");

    /** The number may be that of an event which is not there yet, or not any more. */
    private static final String NEWEST = """
            select (select id from log_epoch), last_value, (select coalesce(max(position), 0) from event_log)
            from event_log_position_seq""";

    /**
     * A part of the log.
     *
     * @param isLast whether nothing followed it when it was read
     */
    record Page(List<Frame> frames, boolean isLast) {}

    /**
     * How far the log has come.
     *
     * @param epoch null when the database was emptied and nothing was written since
     * @param lastNumber the last position that was ever given, or is about to be
     * @param end the last position that there is; 0 when there is none
     */
    record Newest(String epoch, long lastNumber, long end) {}

    private final ReadModel readModel;

    EventPages(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** What follows a position, of all experiments. */
    Uni<Page> after(long position) {
        return readModel.read(session -> session.createNativeQuery(PAGE_OF_ALL, Object[].class)
                .setParameter("position", position)
                .setParameter("events", MOST_EVENTS)
                .setParameter("bytes", MOST_BYTES)
                .getResultList()
                .map(EventPages::page));
    }

    /** What follows a position, of one experiment. */
    Uni<Page> after(long position, String experimentId) {
        return readModel.read(session -> session.createNativeQuery(PAGE_OF_ONE, Object[].class)
                .setParameter("id", experimentId)
                .setParameter("position", position)
                .setParameter("events", MOST_EVENTS)
                .setParameter("bytes", MOST_BYTES)
                .getResultList()
                .map(EventPages::page));
    }

    /** The experiment whose event is at a position; null when none is. */
    Uni<String> experimentAt(long position) {
        return readModel.read(session -> session.createSelectionQuery(
                        "select experimentId from LoggedEvent where position = :position", String.class)
                .setParameter("position", position)
                .getSingleResultOrNull());
    }

    Uni<Newest> newest() {
        return readModel.read(session -> session.createNativeQuery(NEWEST, Object[].class)
                .getSingleResult()
                .map(row -> new Newest((String) row[0], (Long) row[1], (Long) row[2])));
    }

    private static Page page(List<Object[]> rows) {
        List<Frame> frames = new ArrayList<>();
        long bytes = 0;
        for (Object[] row : rows) {
            Frame frame = Frame.of(
                    new EventId((String) row[0], (Long) row[1]), (String) row[2], (String) row[3], (String) row[4]);
            bytes += frame.bytes().length; // at least what the database has counted
            frames.add(frame);
        }
        return new Page(frames, frames.size() < MOST_EVENTS && bytes < MOST_BYTES);
    }
}
