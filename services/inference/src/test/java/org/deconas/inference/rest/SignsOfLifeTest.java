package org.deconas.inference.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignsOfLifeTest {

    @Test
    void silenceIsBroken() {
        // When
        AssertSubscriber<String> reader = SignsOfLife.among(
                        Multi.createFrom().<String>nothing(), "sign", Duration.ofMillis(5))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(3));

        // Then
        reader.awaitItems(3).assertItems("sign", "sign", "sign");
        reader.cancel();
    }

    @Test
    void streamEndsWithWhatItIsOfAndNothingIsMissing() {
        // Given
        UnicastProcessor<String> stream = UnicastProcessor.create();
        AssertSubscriber<String> reader = SignsOfLife.among(stream, "sign", Duration.ofHours(1))
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        // When
        stream.onNext("one");
        stream.onNext("two");
        stream.onComplete();

        // Then
        List<String> items = reader.awaitCompletion().getItems();
        assertThat(items.stream().filter(item -> !item.equals("sign"))).containsExactly("one", "two");
    }
}
