package org.deconas.cli.client;

import java.io.IOException;
import java.util.function.Consumer;
import org.deconas.cli.mesh.MeshException;

/** Reads the lines of a text/event-stream (HTML standard, section 9.2). */
final class EventLines {

    private final Consumer<StreamedEvent> listener;
    private String lastId; // of the last whole event; null before the first
    private String id; // of the event that is being read; null without one
    private String type = "";
    private final StringBuilder data = new StringBuilder();
    private boolean ended;

    EventLines(Consumer<StreamedEvent> listener) {
        this.listener = listener;
    }

    /** What an earlier connection left unfinished is sent again. */
    void begin() {
        id = lastId;
        type = "";
        data.setLength(0);
    }

    void take(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith("id:")) {
            id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
            type = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
            data.append(line.substring(5).strip());
        }
    }

    /** The id of the last whole event, to go on after; null before the first. */
    String lastId() {
        return lastId;
    }

    /** Whether the experiment's end came; what other topics still bring may follow it. */
    boolean hasEnded() {
        return ended;
    }

    private void dispatch() {
        if (data.length() > 0) {
            try {
                listener.accept(new StreamedEvent(type, JsonHttp.MAPPER.readTree(data.toString())));
            } catch (IOException e) {
                throw new MeshException("an event of the stream is no JSON: " + e.getMessage());
            }
            lastId = id;
            ended |= type.equals("ExperimentEnded");
        }
        type = "";
        data.setLength(0);
    }
}
