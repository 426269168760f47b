package org.deconas.experiments.projection;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Access to the read model. Each piece of work has a session of its own on a Vert.x context of its own, so it may be asked for
 * from any thread, also from within another one's answer.
 */
@ApplicationScoped
public class ReadModel {

    private final Mutiny.SessionFactory sessions;
    private final ReadModelSchema schema;
    private final Vertx vertx;

    ReadModel(Mutiny.SessionFactory sessions, ReadModelSchema schema, Vertx vertx) {
        this.sessions = sessions;
        this.schema = schema;
        this.vertx = vertx;
    }

    /** Reads; fails at once with {@link ReadModelUnavailableException} while there is no schema. */
    public <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
        return ifReady(() -> sessions.withSession(work));
    }

    /** Reads and writes in one transaction; fails as {@link #read} does. */
    <T> Uni<T> change(Function<Mutiny.Session, Uni<T>> work) {
        return ifReady(() -> sessions.withTransaction(work));
    }

    /** Writes in one transaction; waits for the schema. */
    <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
        return schema.ready().chain(() -> onOwnContext(() -> sessions.withTransaction(work)));
    }

    private <T> Uni<T> ifReady(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> schema.isReady()
                        ? onOwnContext(work)
                        : Uni.createFrom().failure(new ReadModelUnavailableException(schema.trouble())));
    }

    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(on -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
