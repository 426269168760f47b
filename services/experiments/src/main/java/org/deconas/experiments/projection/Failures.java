package org.deconas.experiments.projection;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a failure of the database means. */
public final class Failures {

    /**
     * Classes of SQLSTATE that say so: no connection (08), no entry (28), no such database (3D), short of resources (53), not
     * accepting connections (55), stopping or starting (57).
     */
    private static final Set<String> AWAY = Set.of("08", "28", "3D", "53", "55", "57");

    private Failures() {}

    /**
     * Whether the database refuses these values whenever they are tried: data exceptions (SQLSTATE class 22), violated
     * constraints (class 23), and values that are too large (class 54). Everything else passes: a connection that is lost, a server that starts, a full disk.
     */
    static boolean isForGood(Throwable failure) {
        return causes(failure).map(Failures::stateClass).anyMatch(Set.of("22", "23", "54")::contains);
    }

    /** Whether the tables are not there: somebody emptied the database. */
    static boolean isSchemaMissing(Throwable failure) {
        return causes(failure).map(Failures::state).anyMatch("42P01"::equals);
    }

    /** Whether the database cannot be reached or does not serve. */
    public static boolean isDatabaseAway(Throwable failure) {
        return causes(failure)
                        .anyMatch(cause -> cause instanceof IOException
                                || cause instanceof VertxException
                                || cause instanceof ReadModelUnavailableException
                                || AWAY.contains(stateClass(cause)))
                || isSchemaMissing(failure);
    }

    /** Whether an answer did not come in time; what was asked may be done all the same. */
    public static boolean isLate(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof TimeoutException
                        || cause instanceof io.smallrye.mutiny.TimeoutException
                        || cause instanceof org.apache.kafka.common.errors.TimeoutException);
    }

    /** The message of the first cause of all, in one line. */
    public static String rootMessage(Throwable failure) {
        Throwable root = causes(failure).reduce((outer, inner) -> inner).orElseThrow();
        String said = root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().lines().findFirst().orElse("");
        return causes(failure).anyMatch(CertificateException.class::isInstance)
                ? "its certificate is not trusted: " + said
                : said;
    }

    /** The first two characters of the SQLSTATE; empty when there is none. */
    private static String stateClass(Throwable cause) {
        String state = state(cause);
        return state.length() < 2 ? "" : state.substring(0, 2);
    }

    /** The SQLSTATE; empty when there is none. */
    private static String state(Throwable cause) {
        String state = null;
        if (cause instanceof PgException refused) {
            state = refused.getSqlState();
        } else if (cause instanceof SQLException refused) {
            state = refused.getSQLState();
        }
        return state == null ? "" : state;
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
