package org.deconas.experiments.rest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.deconas.messaging.EventPublisher;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentDeleted;
import org.junit.jupiter.api.Test;

class CommandsTest {

    /** Stands in for a log that takes nothing. */
    private static final class RefusingPublisher extends EventPublisher {
        RefusingPublisher() {
            super(null, "test");
        }

        @Override
        public Uni<Void> publish(Event event, Instant time) {
            return Uni.createFrom().failure(new RecordTooLargeException("the broker refuses it"));
        }
    }

    private final Commands commands = new Commands(new RefusingPublisher(), null, null);

    @Test
    void commandThatIsNotWrittenIsNoSuccess() {
        // Given
        Event command = new ExperimentDeleted("kept");

        // When
        Uni<Void> given = commands.publishAndShow(command);

        // Then
        assertThatThrownBy(() -> given.await().indefinitely()).isInstanceOf(RecordTooLargeException.class);
    }

    @Test
    void commandsThatAreNotWrittenAreNoSuccess() {
        // Given
        List<Event> several = List.of(new ExperimentDeleted("one"), new ExperimentDeleted("two"));

        // When
        Uni<Void> given = commands.publishAll(several);

        // Then
        assertThatThrownBy(() -> given.await().indefinitely()).isInstanceOf(RecordTooLargeException.class);
    }
}
