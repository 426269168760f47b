package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Which numbering of events the read model has. It begins another one when the database is emptied, and when it has gone back, as one that
 * was restored from a backup: then positions that somebody was told are given again, to other events.
 */
@ApplicationScoped
public class LogEpochs {

    private static final Logger LOG = Logger.getLogger(LogEpochs.class);

    private static final String NEXT = "update log_epoch set id = default where id = :known";

    /** What goes back together is one going back, though each partition finds it on its own. */
    private static final Duration TOGETHER = Duration.ofSeconds(30);

    private final ReadModel readModel;
    private final PatientWrites database;
    private Instant wentBackAt = Instant.EPOCH;

    LogEpochs(ReadModel readModel, PatientWrites database) {
        this.readModel = readModel;
        this.database = database;
    }

    /** The present one; null when the database was emptied and nothing was written since. */
    public Uni<String> present() {
        return readModel.read(LogEpochs::present);
    }

    private static Uni<String> present(Mutiny.Session session) {
        return session.createNativeQuery("select id from log_epoch", String.class)
                .getSingleResultOrNull();
    }

    /** Begins another one, unless somebody has since; gives the present one. */
    public Uni<String> next(String known) {
        return database.write(session -> next(session, known));
    }

    private static Uni<String> next(Mutiny.Session session, String known) {
        return session.createNativeQuery(NEXT)
                .setParameter("known", known)
                .executeUpdate()
                .chain(() -> present(session))
                .invoke(now -> LOG.warnf("The database has gone back; events are numbered anew: epoch=%s", now));
    }

    /** Begins another one: positions of topics have gone back. A database that is away is waited for. */
    Uni<Void> wentBack() {
        synchronized (this) {
            Instant now = Instant.now();
            if (now.isBefore(wentBackAt.plus(TOGETHER))) {
                return Uni.createFrom().voidItem();
            }
            wentBackAt = now;
        }
        return database.write(session -> present(session)
                        .chain(known -> known == null ? Uni.createFrom().nullItem() : next(session, known)))
                .replaceWithVoid();
    }
}
