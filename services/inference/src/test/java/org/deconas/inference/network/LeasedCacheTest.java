package org.deconas.inference.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasedCacheTest {

    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final LeasedCache<String, String> cache = new LeasedCache<>(2, this::open, closed::add);

    private String open(String key) throws IOException {
        if (key.equals("broken")) {
            throw new IOException("broken");
        }
        opened.add(key);
        return key;
    }

    @Test
    void opensAThingOnce() throws IOException {
        // Given
        cache.lease("a").close();

        // When
        cache.lease("a").close();

        // Then
        assertThat(opened).containsExactly("a");
        assertThat(closed).isEmpty();
    }

    @Test
    void closesTheLeastRecentlyLeasedForAnother() throws IOException {
        // Given
        cache.lease("a").close();
        cache.lease("b").close();
        cache.lease("a").close();

        // When
        cache.lease("c").close();

        // Then
        assertThat(closed).containsExactly("b");
    }

    @Test
    void closesAnEvictedThingWhenTheLastWhoUsesItGivesItBack() throws IOException {
        // Given
        LeasedCache<String, String>.Lease first = cache.lease("a");
        LeasedCache<String, String>.Lease second = cache.lease("a");
        cache.evict("a");
        first.close();
        first.close();
        List<String> closedWhileUsed = List.copyOf(closed);

        // When
        second.close();

        // Then
        assertThat(closedWhileUsed).isEmpty();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void keepsNothingOfAThingThatCannotBeOpened() throws IOException {
        // Given
        cache.lease("a").close();

        // When
        assertThatThrownBy(() -> cache.lease("broken"))
                // Then
                .isInstanceOf(IOException.class);
        assertThat(closed).isEmpty();
    }

    @Test
    void closesAllAtItsEnd() throws IOException {
        // Given
        cache.lease("a").close();
        cache.lease("b").close();

        // When
        cache.close();

        // Then
        assertThat(closed).containsExactlyInAnyOrder("a", "b");
    }
}
