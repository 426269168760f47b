package org.deconas.experiments.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.ArtifactPolicyStore;
import org.deconas.search.LogArchive;
import org.deconas.search.Policies;

/**
 * A search that was made by a real mesh, on the images of T91: its log as {@code deconas export --artifacts none} wrote it. Under another
 * id it is another experiment.
 */
final class RecordedSearch {

    private static final String ARCHIVE = "/recorded/search.zip";

    private final String id;
    private final List<LogArchive.Entry> entries;
    private final List<Event> events;

    private RecordedSearch(String id, List<LogArchive.Entry> entries) {
        this.id = id;
        this.entries = entries;
        this.events = entries.stream().map(RecordedSearch::decoded).toList();
    }

    /** The recorded search, as an experiment of this id. */
    static RecordedSearch as(String id) {
        List<LogArchive.Entry> entries = new ArrayList<>();
        try (InputStream in = RecordedSearch.class.getResourceAsStream(ARCHIVE);
                LogArchive.Reader reader = new LogArchive.Reader(in)) {
            Optional<LogArchive.Entry> next = reader.nextEvent();
            String recorded = next.orElseThrow().experimentId();
            for (; next.isPresent(); next = reader.nextEvent()) {
                LogArchive.Entry entry = next.get();
                entries.add(new LogArchive.Entry(
                        entry.id().replace(recorded, id),
                        entry.type(),
                        id,
                        entry.time(),
                        entry.body().replace(recorded, id)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RecordedSearch(id, entries);
    }

    String id() {
        return id;
    }

    /** Its events in the order of the log. */
    List<Event> events() {
        return events;
    }

    private static Event decoded(LogArchive.Entry entry) {
        try {
            return EventCodec.decode(entry.type(), entry.body().getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEventException e) {
            throw new IllegalStateException(e);
        }
    }

    <T extends Event> List<T> events(Class<T> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The archive, to be imported. */
    byte[] archive() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogArchive.Writer writer = new LogArchive.Writer(out)) {
            for (LogArchive.Entry entry : entries) {
                writer.write(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Makes the policies' snapshots again, by folding the log, and puts them into an artifact store. */
    void storePolicies(Path artifacts) {
        Policies policies = new Policies(new ArtifactPolicyStore(new DirectoryArtifactStore(artifacts)));
        List<Event> folded = new ArrayList<>();
        for (Event event : events()) {
            if (!(event instanceof PolicyUpdated)) {
                policies.fold(event);
                folded.addAll(policies.due());
            }
        }
        assertThat(folded).containsExactlyElementsOf(events(PolicyUpdated.class));
    }
}
