package org.deconas.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.TrialFailed;
import org.deconas.schema.TrialPurpose;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class RecordContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final Event FAILURE =
            new TrialFailed("e", "e/r0/u0/t1", TrialPurpose.REINFORCE, 0, 0, 1, "no images", 3);

    @Test
    void logLinesNameTheExperimentAndTheTrialMeanwhile() {
        // When
        Object experiment;
        Object trial;
        try (RecordContext context = RecordContext.of(record(null), FAILURE)) {
            experiment = MDC.get("experiment");
            trial = MDC.get("trial");
        }

        // Then
        assertThat(experiment).isEqualTo("e");
        assertThat(trial).isEqualTo("e/r0/u0/t1");
        assertThat(MDC.get("experiment")).isNull();
        assertThat(MDC.get("trial")).isNull();
    }

    @Test
    void whatIsSaidOfAnotherEventMeanwhileDoesNotStay() {
        // Given
        try (RecordContext outer = RecordContext.of(record(null), FAILURE)) {
            // When
            Object trialInside;
            try (RecordContext inner = RecordContext.of(record(null), new ExperimentStopRequested("other"))) {
                trialInside = MDC.get("trial");
            }

            // Then
            assertThat(trialInside).isNull();
            assertThat(MDC.get("experiment")).isEqualTo("e");
            assertThat(MDC.get("trial")).isEqualTo("e/r0/u0/t1");
        }
    }

    @Test
    void traceOfTheRecordIsTheCurrentOneMeanwhile() {
        // When
        String inside;
        try (RecordContext context = RecordContext.of(record("00-" + TRACE + "-b7ad6b7169203331-01"), FAILURE)) {
            inside = Span.current().getSpanContext().getTraceId();
        }

        // Then
        assertThat(inside).isEqualTo(TRACE);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void recordWithoutATraceHasNone() {
        // Then
        try (RecordContext context = RecordContext.of(record(null), FAILURE)) {
            assertThat(Span.current().getSpanContext().isValid()).isFalse();
        }
    }

    private static ConsumerRecord<String, byte[]> record(String trace) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("deconas.rewards", 0, 0, "e", new byte[0]);
        if (trace != null) {
            record.headers().add("traceparent", trace.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
