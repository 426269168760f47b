package org.deconas.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.schema.Event;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogFoldTest {

    private static final Map<String, Object> NOTHING_LISTENS = Map.of("bootstrap.servers", "127.0.0.1:1");

    @Test
    @Timeout(60)
    void nothingWaitsForABrokerThatNeverAnswers() {
        // Given
        LogFold fold = new LogFold(new Untold(), Set.of(Topic.EXPERIMENTS), NOTHING_LISTENS);
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        // When
        fold.start();

        // Then
        List<Thread> begun = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .toList();
        assertThat(begun).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(fold.isLive()).isFalse();
    }

    /** Nothing can be read, so it is told nothing. */
    private static final class Untold implements LogFold.Follower {

        @Override
        public void fold(Event event) {
            throw new AssertionError("told of " + event);
        }

        @Override
        public void act() {
            throw new AssertionError("told that the log has been read");
        }
    }
}
