package org.deconas.inference.rest;

import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.Optional;

/** What keeps a stream open that may be silent for long: proxies close those on which nothing comes. */
final class SignsOfLife {

    private SignsOfLife() {}

    /**
     * @param sign is sent in between, until the stream ends
     * @param every how often
     */
    static <T> Multi<T> among(Multi<T> stream, T sign, Duration every) {
        Multi<Optional<T>> untilItsEnd = stream.map(Optional::of).onCompletion().continueWith(Optional.<T>empty());
        Multi<Optional<T>> signs =
                Multi.createFrom().ticks().every(every).onOverflow().drop().map(tick -> Optional.of(sign));
        return Multi.createBy()
                .merging()
                .streams(untilItsEnd, signs)
                .select()
                .first(Optional::isPresent)
                .map(Optional::get);
    }
}
