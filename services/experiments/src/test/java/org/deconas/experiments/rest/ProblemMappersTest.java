package org.deconas.experiments.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {

    @Test
    void whatDoesNotComeInTimeIsAProblemThatSaysWhenToAskAgain() {
        // Given
        ProblemMappers mappers = new ProblemMappers();
        List<Exception> late = List.of(
                new TimeoutException(),
                new io.smallrye.mutiny.TimeoutException(),
                new org.apache.kafka.common.errors.TimeoutException());

        for (Exception failure : late) {
            // When
            RestResponse<Problem> response = mappers.other(failure);

            // Then
            assertThat(response.getStatus()).as(failure.toString()).isEqualTo(503);
            assertThat(response.getHeaders().getFirst("Retry-After")).hasToString("5");
            assertThat(response.getEntity().detail()).contains("waited too long");
        }
    }
}
