package org.deconas.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deconas.schema.Event;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.LogArchive;
import org.deconas.search.Replay;

/** A file that {@code deconas export} wrote, here or elsewhere. */
final class ArchiveFile {

    private ArchiveFile() {}

    /**
     * The log of the file, ready to be replayed.
     *
     * @throws IllegalArgumentException when the file is no such archive; names it and what is wrong
     */
    static Replay read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                LogArchive.Reader reader = new LogArchive.Reader(in)) {
            List<Event> events = new ArrayList<>();
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                events.add(entry.get().event());
            }
            return Replay.of(events);
        } catch (UnreadableEventException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
