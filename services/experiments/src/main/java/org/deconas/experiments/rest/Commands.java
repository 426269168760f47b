package org.deconas.experiments.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.ExperimentQueries.Overview;
import org.deconas.experiments.projection.LogEnds;
import org.deconas.messaging.EventPublisher;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.jboss.logging.Logger;

/** What users ask for, into the log; and from there into the read model, so that the next GET finds it. */
@ApplicationScoped
class Commands {

    private static final Logger LOG = Logger.getLogger(Commands.class);

    /** How long the answer to a request waits for the read model. */
    private static final Duration PROJECTION_LIMIT = Duration.ofSeconds(5);

    private static final Duration PUBLISH_LIMIT = Duration.ofSeconds(10);

    private final EventPublisher publisher;
    private final ExperimentQueries queries;
    private final LogEnds logEnds;

    Commands(EventPublisher publisher, ExperimentQueries queries, LogEnds logEnds) {
        this.publisher = publisher;
        this.queries = queries;
        this.logEnds = logEnds;
    }

    /** An experiment with all that the log says of it now; a problem 404 when there is none. */
    Uni<Experiment> upToDate(String id) {
        return logEnds.reached(PROJECTION_LIMIT).chain(() -> known(id));
    }

    /** An experiment as the read model has it; a problem 404 when there is none. */
    Uni<Experiment> known(String id) {
        return queries.experiment(id).onItem().ifNull().failWith(() -> ProblemException.unknownExperiment(id));
    }

    /** Writes an event. */
    Uni<Void> publish(Event event) {
        return limited(publisher.publish(event));
    }

    /** Writes events in their order. */
    Uni<Void> publishAll(List<? extends Event> events) {
        return limited(publisher.publishAll(events));
    }

    /** Writes an event and waits for the read model; one that is behind has it later. Fails when the event is not written. */
    Uni<Void> publishAndShow(Event event) {
        return publish(event)
                .chain(() -> logEnds.reached(PROJECTION_LIMIT)
                        .onFailure()
                        .invoke(() -> LOG.warnf("Read model is behind: experiment=%s", event.experimentId()))
                        .onFailure()
                        .recoverWithNull());
    }

    private static Uni<Void> limited(Uni<Void> written) {
        return written.ifNoItem()
                .after(PUBLISH_LIMIT)
                .failWith(() -> new ProblemException(
                        503, "Kafka does not answer; the request may still be written when it does"));
    }

    /** Writes a request and gives the experiment as the read model has it, or as it will be when that is behind. */
    Uni<Overview> begin(ExperimentRequested request) {
        return publish(request).chain(() -> projected(request));
    }

    private Uni<Overview> projected(ExperimentRequested request) {
        return queries.overview(request.experimentId())
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.unknownExperiment(request.experimentId()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(200))
                .expireIn(PROJECTION_LIMIT.toMillis())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Read model is behind: experiment=%s", request.experimentId());
                    Experiment experiment = new Experiment(request.experimentId());
                    experiment.requested(request, Instant.now());
                    return Overview.ofNew(experiment);
                });
    }
}
