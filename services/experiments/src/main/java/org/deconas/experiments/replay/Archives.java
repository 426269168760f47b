package org.deconas.experiments.replay;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactNotFoundException;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.experiments.domain.LoggedEvent;
import org.deconas.experiments.projection.ExperimentLogs;
import org.deconas.messaging.EventPublisher;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.LogArchive;

/** Experiments as files that can be published, out of this mesh and into it. All of it blocks. */
@ApplicationScoped
public class Archives {

    /** Which blobs go with a log. */
    public enum Artifacts {
        /** None: enough to verify, to report and to ask what would have become of it. */
        NONE,
        /** The model alone: it can be served. */
        MODEL,
        /** All that the log names: it can be gone on from. */
        ALL
    }

    /** Events that are on their way to the broker at once. */
    private static final int IN_FLIGHT = 256;

    private final ExperimentLogs logs;
    private final EventPublisher publisher;
    private final ArtifactStore artifacts;

    Archives(ExperimentLogs logs, EventPublisher publisher, ArtifactStore artifacts) {
        this.logs = logs;
        this.publisher = publisher;
        this.artifacts = artifacts;
    }

    /** Writes an experiment's log and blobs. A blob that is gone is left out. */
    public void write(String experimentId, Artifacts which, OutputStream out) throws IOException {
        Set<ArtifactReference> named = new LinkedHashSet<>();
        try (LogArchive.Writer writer = new LogArchive.Writer(out)) {
            logs.forEach(experimentId, logged -> {
                try {
                    writer.write(entry(logged));
                    if (which == Artifacts.ALL || which == Artifacts.MODEL && isModel(logged)) {
                        named.addAll(ArtifactNames.in(logged.body()));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (ArtifactReference artifact : named) {
                write(artifact, writer);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(ArtifactReference artifact, LogArchive.Writer writer) throws IOException {
        try (InputStream content = artifacts.open(artifact.sha256())) {
            writer.write(artifact, content);
        } catch (ArtifactNotFoundException e) {
            // Nobody can publish what is gone; the log says what it was
        }
    }

    private static boolean isModel(LoggedEvent logged) {
        return logged.type().equals(EventCodec.type(ModelTrained.class));
    }

    private static LogArchive.Entry entry(LoggedEvent logged) {
        return new LogArchive.Entry(
                logged.eventId(), logged.type(), logged.experimentId(), logged.occurredAt(), logged.body());
    }

    /**
     * An experiment out of an archive, with its blobs in the store already; its events are not in the log yet.
     *
     * @param times when each event happened
     */
    public record Imported(ExperimentRequested request, List<Event> events, List<Instant> times) {}

    /**
     * Reads an archive and stores its blobs.
     *
     * @throws IllegalArgumentException when it is no archive of one experiment that has ended, and why
     */
    public Imported read(InputStream archive) throws IOException {
        try (LogArchive.Reader reader = new LogArchive.Reader(archive)) {
            List<Event> events = new ArrayList<>();
            List<Instant> times = new ArrayList<>();
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                events.add(event(entry.get(), events.size() + 1));
                times.add(entry.get().time());
            }
            ExperimentRequested request = requireOneThatHasEnded(events);
            for (Optional<String> sha256 = reader.nextArtifact(); sha256.isPresent(); sha256 = reader.nextArtifact()) {
                Artifact stored = artifacts.put(out -> reader.content().transferTo(out));
                if (!stored.sha256().equals(sha256.get())) {
                    throw new IllegalArgumentException(
                            "Blob " + sha256.get() + " of the archive is damaged: its SHA-256 is " + stored.sha256());
                }
            }
            return new Imported(request, events, times);
        }
    }

    private static Event event(LogArchive.Entry entry, int line) {
        try {
            return entry.event();
        } catch (UnreadableEventException e) {
            throw new IllegalArgumentException("Event " + line + " of the archive: " + e.getMessage(), e);
        }
    }

    private static ExperimentRequested requireOneThatHasEnded(List<Event> events) {
        Set<String> ids = new LinkedHashSet<>();
        events.forEach(event -> ids.add(event.experimentId()));
        if (ids.size() != 1) {
            throw new IllegalArgumentException("The archive must hold one experiment, but holds " + ids.size());
        }
        if (events.stream().noneMatch(ExperimentEnded.class::isInstance)) {
            throw new IllegalArgumentException("Experiment " + ids.iterator().next()
                    + " has not ended in the archive; import it when it has, or it would go on here as well");
        }
        return events.stream()
                .filter(ExperimentRequested.class::isInstance)
                .map(ExperimentRequested.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The archive has no request of the experiment"));
    }

    /**
     * Writes an imported experiment to the log: first that it has ended, so that nobody works on it, then its request, so that what follows
     * belongs to something. One that broke off can be imported again: what is there twice counts once.
     */
    public Uni<Void> publish(Imported imported) {
        return publish(imported, ExperimentEnded.class::isInstance)
                .chain(() -> publish(imported, ExperimentRequested.class::isInstance))
                .chain(() -> publish(
                        imported,
                        event -> !(event instanceof ExperimentEnded) && !(event instanceof ExperimentRequested)));
    }

    private Uni<Void> publish(Imported imported, Predicate<Event> which) {
        return Multi.createFrom()
                .range(0, imported.events().size())
                .filter(i -> which.test(imported.events().get(i)))
                .onItem()
                .transformToUni(i -> publisher.publish(
                        imported.events().get(i), imported.times().get(i)))
                .merge(IN_FLIGHT)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
