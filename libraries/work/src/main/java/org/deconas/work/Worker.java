package org.deconas.work;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.deconas.schema.Event;

/** Does pieces of work, one after another on one thread. */
@FunctionalInterface
public interface Worker extends AutoCloseable {

    /**
     * Does a piece.
     *
     * @param abandoned whether nobody waits for the answer any more; may be asked by any thread. Who finds it so may end in any exception
     * @return what goes into the log, the answer last
     * @throws Exception when it cannot be done; its message is the reason that the log is given
     */
    List<? extends Event> work(Piece piece, BooleanSupplier abandoned) throws Exception;

    /** Lets go of what it keeps at hand; called on the thread that works, after the last piece. */
    @Override
    default void close() {}
}
