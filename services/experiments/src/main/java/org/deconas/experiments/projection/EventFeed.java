package org.deconas.experiments.projection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.domain.LoggedEvent;

/**
 * An experiment's events from any position on: the past, then what happens, as one. Each reader is a cursor over the log in the
 * database that is woken when there is more, so there is neither gap nor double between past and present, and a slow reader holds up
 * nobody: it has one page in memory and asks for the next when it has sent that.
 */
@ApplicationScoped
public class EventFeed {

    private static final int PAGE = 200;

    /** How long a page is waited for; then the reader gets an empty one, as a sign of life. */
    private static final Duration WAIT = Duration.ofSeconds(15);

    /** How long the topics that are behind may take to bring their last events after an experiment's end. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final ReadModel readModel;
    private final NewEvents newEvents;

    EventFeed(ReadModel readModel, NewEvents newEvents) {
        this.readModel = readModel;
        this.newEvents = newEvents;
    }

    /** The events after a position, by pages; an empty page says that nothing happened for a while. Ends with the experiment. */
    public Multi<List<LoggedEvent>> after(String experimentId, long position) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Cursor(experimentId, position), this::next)
                .whilst(page -> !page.isLast())
                .map(Page::events);
    }

    private Uni<Page> next(Cursor cursor) {
        // Before looking: what is written after the look wakes this.
        Uni<Void> news = newEvents.after(cursor.experimentId, WAIT);
        return look(cursor).chain(page -> {
            if (!page.events.isEmpty()) {
                return Uni.createFrom().item(page);
            }
            return page.isLast
                    ? Uni.createFrom()
                            .nullItem()
                            .onItem()
                            .delayIt()
                            .by(LAST_WAIT)
                            .chain(() -> look(cursor))
                    : news.chain(() -> look(cursor)).map(Page::thatIsNotLast);
        });
    }

    private Uni<Page> look(Cursor cursor) {
        return readModel
                .read(session -> session.createSelectionQuery(
                                "from LoggedEvent where experimentId = :id and position > :position order by position",
                                LoggedEvent.class)
                        .setParameter("id", cursor.experimentId)
                        .setParameter("position", cursor.position)
                        .setMaxResults(PAGE)
                        .getResultList()
                        .chain(events -> events.isEmpty()
                                ? session.find(Experiment.class, cursor.experimentId)
                                        .map(experiment -> new Page(events, experiment.isEnded() || experiment.isDeleted()))
                                : Uni.createFrom().item(new Page(events, false))))
                .invoke(cursor::moveBehind);
    }

    private record Page(List<LoggedEvent> events, boolean isLast) {
        Page thatIsNotLast() {
            return new Page(events, false);
        }
    }

    private static final class Cursor {
        private final String experimentId;
        private long position;

        Cursor(String experimentId, long position) {
            this.experimentId = experimentId;
            this.position = position;
        }

        void moveBehind(Page page) {
            if (!page.events.isEmpty()) {
                position = page.events.get(page.events.size() - 1).position();
            }
        }
    }
}
