package org.deconas.trainer;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.work.Piece;

/** Which trace work belongs to: it is done and answered later, and on other threads, than its request is read. */
final class WorkTraces {

    private final Map<String, Context> byWork = new ConcurrentHashMap<>();
    private final Map<String, Context> byExperiment = new ConcurrentHashMap<>(); // of the newest request

    /** Takes note of an event while its trace is the current one. */
    void note(Event event) {
        Context trace = Context.current();
        if (Piece.of(event).isPresent()
                && Span.fromContext(trace).getSpanContext().isValid()) {
            byWork.put(event.eventId(), trace);
            byExperiment.put(event.experimentId(), trace);
        }
        Piece.answeredBy(event).ifPresent(byWork::remove);
        if (event instanceof ExperimentEnded) {
            byExperiment.remove(event.experimentId());
            byWork.keySet().removeIf(work -> work.startsWith(event.experimentId() + "/"));
        }
    }

    /** The trace of a request, or of what is said of its work. */
    Context of(Event event) {
        Context newest = byExperiment.getOrDefault(event.experimentId(), Context.root());
        return byWork.getOrDefault(Piece.answeredBy(event).orElse(event.eventId()), newest);
    }
}
