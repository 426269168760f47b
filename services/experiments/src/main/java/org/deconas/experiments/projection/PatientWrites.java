package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Transactions that wait for a database that is away, however long that takes, and say so once. */
@ApplicationScoped
public class PatientWrites {

    private static final Logger LOG = Logger.getLogger(PatientWrites.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ReadModel readModel;
    private final ReadModelSchema schema;
    private final AtomicReference<String> outage = new AtomicReference<>("");

    PatientWrites(ReadModel readModel, ReadModelSchema schema) {
        this.readModel = readModel;
        this.schema = schema;
    }

    /** Does the work in one transaction; fails only when the database refuses its values for good, or a position has moved. */
    <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
        return readModel
                .write(work)
                .onFailure(PatientWrites::passes)
                .invoke(this::report)
                .onFailure(PatientWrites::passes)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(this::reportEnd);
    }

    private static boolean passes(Throwable failure) {
        return !MovedException.isCauseOf(failure) && !Failures.isForGood(failure);
    }

    /** Says each reason once, not for every channel and every try. */
    private void report(Throwable failure) {
        if (Failures.isSchemaMissing(failure)) {
            schema.bringBack();
        }
        String reason = Failures.rootMessage(failure);
        if (!reason.equals(outage.getAndSet(reason))) {
            LOG.warnf("Read model cannot be written; events wait for it: reason=%s", reason);
        }
    }

    private void reportEnd() {
        if (!outage.getAndSet("").isEmpty()) {
            LOG.info("Read model is written again");
        }
    }
}
