package org.deconas.experiments.projection;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ReadModel readModel;
    private final RecordWriter writer;

    DeadLetterTopics(ReadModel readModel, RecordWriter writer) {
        this.readModel = readModel;
        this.writer = writer;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publish() {
        return readModel
                .change(session -> unpublished(session).chain(letters -> Multi.createFrom()
                        .iterable(letters)
                        .onItem()
                        .transformToUniAndConcatenate(this::publish)
                        .collect()
                        .last()))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("Dead letters wait: reason=%s", Failures.rootMessage(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Those that wait, and that no other process is copying. */
    private static Uni<List<DeadLetter>> unpublished(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select id from dead_letter where published_at is null order by id limit " + BATCH
                                + " for update skip locked",
                        Long.class)
                .getResultList()
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : session.createSelectionQuery("from DeadLetter where id in (:ids) order by id", DeadLetter.class)
                                .setParameter("ids", ids)
                                .getResultList());
    }

    private Uni<DeadLetter> publish(DeadLetter letter) {
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
                .invoke(() -> letter.published(Instant.now()))
                .replaceWith(letter);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
