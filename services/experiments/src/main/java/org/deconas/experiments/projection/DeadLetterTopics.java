package org.deconas.experiments.projection;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.deconas.experiments.domain.DeadLetter;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Copies dead letters to the dead-letter topics: key, value and headers as they were, and headers that say why, named as SmallRye's are.
 * What could not be copied is tried again; one that dies between copying and noting that copies it once more.
 */
@ApplicationScoped
public class DeadLetterTopics {

    private static final Logger LOG = Logger.getLogger(DeadLetterTopics.class);

    private static final int BATCH = 50;

    /** Gives true to one process at a time, until its transaction ends. */
    private static final String TAKE_TURN = "select pg_try_advisory_xact_lock(7223457)";

    private final ReadModel readModel;
    private final RecordWriter writer;

    DeadLetterTopics(ReadModel readModel, RecordWriter writer) {
        this.readModel = readModel;
        this.writer = writer;
    }

    /** Ends when the broker has answered for each, however long that takes: what waits is not sent a second time meanwhile. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publish() {
        return readModel
                .change(session -> session.createNativeQuery(TAKE_TURN, Boolean.class)
                        .getSingleResult()
                        .chain(isOurs -> isOurs
                                ? publishWaiting(session)
                                : Uni.createFrom().voidItem()))
                .onFailure()
                .invoke(DeadLetterTopics::report)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> publishWaiting(Mutiny.Session session) {
        return session.createSelectionQuery("from DeadLetter where publishedAt is null order by id", DeadLetter.class)
                .setMaxResults(BATCH)
                .getResultList()
                .chain(letters -> Multi.createFrom()
                        .iterable(letters)
                        .onItem()
                        .transformToUniAndConcatenate(this::publish)
                        .onFailure()
                        .invoke(DeadLetterTopics::report)
                        .onFailure()
                        .recoverWithCompletion()
                        .collect()
                        .asList())
                .chain(published -> published.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : session.createMutationQuery("update DeadLetter set publishedAt = instant where id in (:ids)")
                                .setParameter("ids", published)
                                .executeUpdate()
                                .replaceWithVoid());
    }

    private static void report(Throwable failure) {
        LOG.debugf("Dead letters wait to be copied: reason=%s", Failures.rootMessage(failure));
    }

    /** Gives the id of the letter. */
    private Uni<Long> publish(DeadLetter letter) {
        List<Header> headers = RecordHeaders.read(letter.headers());
        headers.add(header("dead-letter-reason", letter.reason()));
        headers.add(header("dead-letter-kind", letter.kind().name()));
        headers.add(header("dead-letter-topic", letter.topic()));
        headers.add(header("dead-letter-partition", Integer.toString(letter.partition())));
        headers.add(header("dead-letter-offset", Long.toString(letter.offset())));
        return writer.write(letter.topic() + ".dead-letter", letter.key(), letter.body(), headers)
                .onFailure(RecordTooLargeException.class)
                .invoke(failure -> LOG.warnf(
                        "Dead letter is too large for its topic and stands in the database alone: id=%d", letter.id()))
                .onFailure(RecordTooLargeException.class)
                .recoverWithNull()
                .replaceWith(letter.id());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
