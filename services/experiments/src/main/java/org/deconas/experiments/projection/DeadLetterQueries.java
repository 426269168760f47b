package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.deconas.experiments.domain.DeadLetter;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.experiments.projection.ExperimentQueries.Part;
import org.hibernate.reactive.mutiny.Mutiny;

/** What users ask of the dead letters, and how one goes back to its topic. */
@ApplicationScoped
public class DeadLetterQueries {

    private static final String SELECTED =
            "from DeadLetter where (:topic is null or topic = :topic) and (:kind is null or kind = :kind)";

    /** What came of writing a dead letter back. */
    public sealed interface Redrive {
        /** It was written to its topic. */
        record Done(DeadLetter letter) implements Redrive {}

        /** It was before, and that was not to be repeated. */
        record DoneBefore(DeadLetter letter) implements Redrive {}

        /** There is no such dead letter. */
        record Unknown() implements Redrive {}
    }

    private final ReadModel readModel;
    private final RecordWriter writer;

    DeadLetterQueries(ReadModel readModel, RecordWriter writer) {
        this.readModel = readModel;
        this.writer = writer;
    }

    /** Dead letters, newest first; all of them where neither topic nor kind is given. */
    public Uni<Part<DeadLetter>> deadLetters(
            Optional<String> topic, Optional<DeadLetterKind> kind, int limit, int offset) {
        return readModel.read(session -> select(session, SELECTED + " order by id desc", DeadLetter.class, topic, kind)
                .setMaxResults(limit)
                .setFirstResult(offset)
                .getResultList()
                .chain(items -> select(session, "select count(*) " + SELECTED, Long.class, topic, kind)
                        .getSingleResult()
                        .map(total -> new Part<>(items, total))));
    }

    /** A dead letter; null when there is none. */
    public Uni<DeadLetter> deadLetter(long id) {
        return readModel.read(session -> session.find(DeadLetter.class, id));
    }

    /**
     * Writes a dead letter back to its topic as it was. One that dies between writing and noting that leaves it as if it had not been
     * written.
     *
     * @param again whether one that was written back before is written once more
     * @param limit how long the broker may take; then this fails with {@link io.smallrye.mutiny.TimeoutException}
     */
    public Uni<Redrive> redrive(long id, boolean again, Duration limit) {
        return readModel.change(session -> session.find(DeadLetter.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(letter -> redrive(letter, again, limit)));
    }

    private Uni<Redrive> redrive(DeadLetter letter, boolean again, Duration limit) {
        if (letter == null) {
            return Uni.createFrom().item(new Redrive.Unknown());
        }
        if (letter.redrivenAt() != null && !again) {
            return Uni.createFrom().item(new Redrive.DoneBefore(letter));
        }
        return writer.write(letter.topic(), letter.key(), letter.body(), RecordHeaders.read(letter.headers()))
                .ifNoItem()
                .after(limit)
                .fail()
                .invoke(() -> letter.redriven(Instant.now()))
                .replaceWith(new Redrive.Done(letter));
    }

    private static <T> Mutiny.SelectionQuery<T> select(
            Mutiny.Session session,
            String query,
            Class<T> type,
            Optional<String> topic,
            Optional<DeadLetterKind> kind) {
        return session.createSelectionQuery(query, type)
                .setParameter("topic", topic.orElse(null))
                .setParameter("kind", kind.orElse(null));
    }
}
