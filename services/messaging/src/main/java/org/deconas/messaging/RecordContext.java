package org.deconas.messaging;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.Event;
import org.deconas.schema.TrialEnded;
import org.jboss.logging.MDC;

/**
 * What is done because of an event, while it is done: log lines name its experiment and its trial, and what is written continues the trace
 * that the record's W3C trace context tells of.
 */
public final class RecordContext implements AutoCloseable {

    private static final String EXPERIMENT = "experiment";
    private static final String TRIAL = "trial";

    private static final TextMapGetter<Headers> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            List<String> keys = new ArrayList<>();
            headers.forEach(header -> keys.add(header.key()));
            return keys;
        }

        @Override
        public String get(Headers headers, String key) {
            Header header = headers.lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    };

    private final Scope trace;
    private final Object experimentBefore;
    private final Object trialBefore;

    private RecordContext(Context trace, String experiment, String trial) {
        this.trace = trace.makeCurrent();
        experimentBefore = MDC.get(EXPERIMENT);
        trialBefore = MDC.get(TRIAL);
        put(EXPERIMENT, experiment);
        put(TRIAL, trial);
    }

    private static void put(String key, Object value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    /** Until it is closed, on this thread. */
    public static RecordContext of(ConsumerRecord<?, ?> record, Event event) {
        return of(W3CTraceContextPropagator.getInstance().extract(Context.root(), record.headers(), HEADERS), event);
    }

    /** The same for what is done elsewhere or later. */
    public static RecordContext of(Context trace, Event event) {
        return new RecordContext(trace, event.experimentId(), trial(event));
    }

    private static String trial(Event event) {
        if (event instanceof ArchitectureSampled trial) {
            return trial.trialId();
        }
        return event instanceof TrialEnded trial ? trial.trialId() : null;
    }

    @Override
    public void close() {
        trace.close();
        put(EXPERIMENT, experimentBefore);
        put(TRIAL, trialBefore);
    }
}
