package org.deconas.cli.upscaling;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A line for each image that is done with. */
public final class PlainListener implements BatchListener {

    private final Consumer<String> lines;
    private final Consumer<String> complaints;

    /**
     * @param complaints takes the lines of failures
     */
    public PlainListener(Consumer<String> lines, Consumer<String> complaints) {
        this.lines = lines;
        this.complaints = complaints;
    }

    @Override
    public void started(Path in) {
        // Lines come when there is something to say.
    }

    @Override
    public void ended(Outcome outcome) {
        (outcome instanceof Outcome.Failed ? complaints : lines).accept(OutcomeLines.of(outcome));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
