package org.deconas.experiments.replay;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deconas.artifacts.ArtifactNotFoundException;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.projection.ExperimentLogs;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.Continuation;
import org.deconas.search.Replay;

/** Logs of the read model, folded again. All of it blocks. */
@ApplicationScoped
public class Replays {

    private final ExperimentLogs logs;
    private final ArtifactStore artifacts;

    Replays(ExperimentLogs logs, ArtifactStore artifacts) {
        this.logs = logs;
        this.artifacts = artifacts;
    }

    /** An experiment's log, ready to be replayed. */
    public Replay replay(String experimentId) {
        return Replay.of(
                log(experimentId).stream().map(Continuation.Logged::event).toList());
    }

    /**
     * A new experiment that goes on from another one's log.
     *
     * @throws IllegalArgumentException when it cannot, and why
     */
    public Continuation continuation(
            String newId, String name, String experimentId, Continuation.Cut cut, ExperimentSettings settings) {
        Continuation continuation = Continuation.of(newId, name, log(experimentId), cut, settings);
        for (ArtifactReference weights : continuation.weights()) {
            requirePresent(weights, experimentId);
        }
        return continuation;
    }

    private void requirePresent(ArtifactReference weights, String experimentId) {
        try (InputStream found = artifacts.open(weights.sha256())) {
            // It is there; who reads it checks its digest
        } catch (ArtifactNotFoundException e) {
            throw new IllegalArgumentException("The weights that experiment '" + experimentId
                    + "' would be gone on from are not in the artifact store (" + weights.sha256()
                    + "); import it with all its artifacts, or start from an earlier point");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Continuation.Logged> log(String experimentId) {
        List<Continuation.Logged> log = new ArrayList<>();
        logs.forEach(experimentId, logged -> log.add(new Continuation.Logged(logged.position(), event(logged))));
        return log;
    }

    static Event event(LoggedEvent logged) {
        try {
            return EventCodec.decode(logged.type(), logged.body().getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEventException e) {
            throw new IllegalStateException("The read model has an event that it could read once", e);
        }
    }
}
