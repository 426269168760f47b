package org.deconas.cli.upscaling;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar over all images on a terminal, which names one that is being enlarged; above it, what did not go as it should. */
public final class BarListener implements BatchListener {

    private static final String CLEARED_LINE = "\r\u001b[K";
    private static final int BETWEEN_DRAWINGS_MILLIS = 200;

    private final PrintStream terminal;
    private final ProgressBar bar;
    private final boolean single;
    private final Deque<Path> running = new ArrayDeque<>();

    /**
     * @param all how many images there are; where it is one, the line of its success is written, too
     */
    public BarListener(PrintStream terminal, int all) {
        this.terminal = terminal;
        this.single = all == 1;
        this.bar = new ProgressBarBuilder()
                .setTaskName("upscale")
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(BETWEEN_DRAWINGS_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(terminal))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void started(Path in) {
        running.addLast(in);
        name();
    }

    @Override
    public void ended(Outcome outcome) {
        running.remove(outcome.in());
        if (single || !(outcome instanceof Outcome.Enlarged)) {
            String blame = outcome instanceof Outcome.Failed ? "deconas: " : "";
            terminal.print(CLEARED_LINE + blame + OutcomeLines.of(outcome) + System.lineSeparator());
        }
        bar.step();
        name();
    }

    private void name() {
        bar.setExtraMessage(
                running.isEmpty() ? "" : running.peekFirst().getFileName().toString());
        bar.refresh();
    }

    @Override
    public void close() {
        bar.close();
    }
}
