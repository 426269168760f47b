package org.deconas.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.UnreadableEventException;

/**
 * An experiment's log as a file that can be published: a ZIP archive with {@code events.jsonl}, a CloudEvent in JSON format
 * (CloudEvents 1.0, JSON event format) on each line in the order of the log, followed by {@code artifacts/SHA-256} for each blob
 * that goes with it.
 */
public final class LogArchive {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/zip";

    private static final String EVENTS = "events.jsonl";
    private static final String ARTIFACTS = "artifacts/";
    private static final String SOURCE = "/deconas";

    private LogArchive() {}

    /**
     * An event as the log has it.
     *
     * @param type its CloudEvents type
     * @param body its JSON, character by character
     */
    public record Entry(String id, String type, String experimentId, Instant time, String body) {

        /** @throws UnreadableEventException when it is no event of ours */
        public Event event() throws UnreadableEventException {
            return EventCodec.decode(type, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes an archive: the events first, then the blobs. */
    public static final class Writer implements AutoCloseable {

        private final ZipOutputStream zip;

        public Writer(OutputStream out) throws IOException {
            zip = new ZipOutputStream(out);
            zip.putNextEntry(new ZipEntry(EVENTS));
        }

        /** Adds the next event. The body is taken over as it stands, so that digits stay as they were. */
        public void write(Entry entry) throws IOException {
            ObjectNode cloudEvent = EventCodec.mapper().createObjectNode();
            cloudEvent.put("specversion", "1.0");
            cloudEvent.put("id", entry.id());
            cloudEvent.put("source", SOURCE);
            cloudEvent.put("type", entry.type());
            cloudEvent.put("subject", entry.experimentId());
            cloudEvent.put("time", entry.time().toString());
            cloudEvent.put("datacontenttype", "application/json");
            cloudEvent.putRawValue("data", new com.fasterxml.jackson.databind.util.RawValue(oneLine(entry.body())));
            zip.write(EventCodec.mapper().writeValueAsBytes(cloudEvent));
            zip.write('\n');
        }

        /** Adds a blob. */
        public void write(ArtifactReference artifact, InputStream content) throws IOException {
            zip.putNextEntry(new ZipEntry(ARTIFACTS + artifact.sha256()));
            content.transferTo(zip);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }

        /** Line ends stand between tokens only: within JSON strings they are escaped. */
        private static String oneLine(String json) {
            return json.replace('\r', ' ').replace('\n', ' ');
        }
    }

    /** Reads an archive from its beginning to its end. */
    public static final class Reader implements AutoCloseable {

        private static final String DATA_LAST = ",\"data\":{";

        private final ZipInputStream zip;
        private final BufferedReader lines;
        private int line;

        /** @throws IllegalArgumentException when this is no archive of a log */
        public Reader(InputStream in) throws IOException {
            zip = new ZipInputStream(in);
            ZipEntry first = zip.getNextEntry();
            if (first == null || !first.getName().equals(EVENTS)) {
                throw new IllegalArgumentException(
                        "This is no experiment's archive: it is no ZIP file that begins with " + EVENTS);
            }
            lines = new BufferedReader(new InputStreamReader(zip, StandardCharsets.UTF_8));
        }

        /**
         * The next event; empty after the last.
         *
         * @throws IllegalArgumentException when the line is no CloudEvent; names it
         */
        public Optional<Entry> nextEvent() throws IOException {
            String text = lines.readLine();
            if (text == null) {
                return Optional.empty();
            }
            line++;
            try {
                // Our own writer puts the data last; its characters are kept as they are, and parsed when the event is
                // asked for
                int data = text.indexOf(DATA_LAST);
                boolean last = data > 0 && text.endsWith("}}");
                JsonNode event = EventCodec.mapper().readTree(last ? text.substring(0, data) + "}" : text);
                return Optional.of(new Entry(
                        required(event, "id"),
                        required(event, "type"),
                        required(event, "subject"),
                        Instant.parse(required(event, "time")),
                        last ? text.substring(data + DATA_LAST.length() - 1, text.length() - 1) : data(event)));
            } catch (JsonProcessingException e) {
                throw refused("is no JSON: " + e.getOriginalMessage());
            } catch (DateTimeParseException e) {
                throw refused("has a time that is no ISO 8601 instant: " + e.getParsedString());
            }
        }

        private String data(JsonNode event) {
            JsonNode data = event.get("data");
            if (data == null || !data.isObject()) {
                throw refused("has no data");
            }
            return data.toString();
        }

        private String required(JsonNode event, String attribute) {
            JsonNode value = event.get(attribute);
            if (value == null || !value.isTextual()) {
                throw refused("has no " + attribute);
            }
            return value.textValue();
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException("Line " + line + " of " + EVENTS + " " + why);
        }

        /**
         * Moves to the next blob, after the last event: its digest, or empty after the last. {@link #content} then reads it.
         *
         * @throws IllegalArgumentException when there is something else in the archive
         */
        public Optional<String> nextArtifact() throws IOException {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null) {
                return Optional.empty();
            }
            String name = entry.getName();
            if (!name.matches(ARTIFACTS + "[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "The archive holds '" + name + "', which is neither events nor a blob");
            }
            return Optional.of(name.substring(ARTIFACTS.length()));
        }

        /** The bytes of the blob that was moved to. */
        public InputStream content() {
            return zip;
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
