package org.deconas.cli.upscaling;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** An object for each image that is done with; failures are complained of, too. */
public final class JsonListener implements BatchListener {

    private final Consumer<Map<String, Object>> objects;
    private final Consumer<String> complaints;

    /**
     * @param objects takes what is to be written as JSON: {@code in}, and {@code out}, {@code width}, {@code height} and
     *     {@code seconds}, or {@code out} and {@code skipped}, or {@code error}
     * @param complaints takes the lines of failures
     */
    public JsonListener(Consumer<Map<String, Object>> objects, Consumer<String> complaints) {
        this.objects = objects;
        this.complaints = complaints;
    }

    @Override
    public void started(Path in) {
        // Objects come when there is something to say.
    }

    @Override
    public void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Failed) {
            complaints.accept(OutcomeLines.of(outcome));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("in", outcome.in().toString());
        if (outcome instanceof Outcome.Enlarged enlarged) {
            object.put("out", enlarged.out().toString());
            object.put("width", enlarged.width());
            object.put("height", enlarged.height());
            object.put("seconds", enlarged.seconds());
        } else if (outcome instanceof Outcome.Skipped skipped) {
            object.put("out", skipped.out().toString());
            object.put("skipped", "exists");
        } else if (outcome instanceof Outcome.Failed failed) {
            object.put("error", failed.reason());
        }
        objects.accept(object);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
