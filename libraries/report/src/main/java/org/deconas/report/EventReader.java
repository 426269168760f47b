package org.deconas.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.UnreadableEventException;

/** Gathers events into the logs of their experiments; what is written twice is taken once, as everywhere in the mesh. */
public final class EventReader {

    private final Map<String, Map<String, Event>> events = new LinkedHashMap<>(); // by experiment, then by event id
    private final Map<String, JsonNode> settings = new LinkedHashMap<>(); // by experiment

    /**
     * The experiments of a file of events: JSON objects {@code {"type": "RewardMeasured", "body": {...}}} one after the other, on a
     * line each or not, as {@code deconas watch ID --json} prints them.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when something in it is no event, or the beginning of an experiment is missing
     */
    public static List<ExperimentLog> read(Path file) throws IOException {
        EventReader reader = new EventReader();
        int place = 0;
        try (BufferedReader text = Files.newBufferedReader(file);
                MappingIterator<JsonNode> objects =
                        EventCodec.mapper().readerFor(JsonNode.class).readValues(text)) {
            while (objects.hasNextValue()) {
                place++;
                JsonNode object = objects.nextValue();
                reader.add(object.path("type").asText(), object.path("body"));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + " is no JSON behind event " + place + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", event " + place + ": " + e.getMessage(), e);
        }
        if (reader.events.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " holds no events; write it with 'deconas watch ID --json > " + file.getFileName() + "'");
        }
        return reader.logs();
    }

    /**
     * Takes an event.
     *
     * @param type {@code RewardMeasured}, or the CloudEvents type
     * @throws IllegalArgumentException when it is no event of ours
     */
    public void add(String type, JsonNode body) {
        Event event;
        try {
            event = EventCodec.decodeStreamed(type, body);
        } catch (UnreadableEventException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        events.computeIfAbsent(event.experimentId(), id -> new LinkedHashMap<>())
                .putIfAbsent(event.eventId(), event);
        if (event instanceof ExperimentRequested) {
            settings.putIfAbsent(event.experimentId(), body.path("settings"));
        }
    }

    /**
     * The experiments so far, in the order of their first events.
     *
     * @throws IllegalArgumentException when the request of one is missing
     */
    public List<ExperimentLog> logs() {
        return events.entrySet().stream()
                .map(experiment -> ExperimentLog.of(
                        settings.get(experiment.getKey()), experiment.getValue().values()))
                .toList();
    }
}
