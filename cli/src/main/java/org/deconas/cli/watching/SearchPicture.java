package org.deconas.cli.watching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A search as lines of a terminal. The same state, clock and size give the same picture.
 *
 * @param glyphs what bars and curves are made of
 * @param width columns of the terminal; below 40 it is drawn as if there were 40, and cut
 * @param height lines of the terminal
 */
public record SearchPicture(Glyphs glyphs, int width, int height) {

    private static final int LEAST_WIDTH = 40;
    private static final int MOST_BAR = 40;
    private static final int MOST_TRAINERS = 6;
    private static final int LEAST_LINES = 3;
    private static final int LABEL = 10;
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle BOLD = AttributedStyle.DEFAULT.bold();
    private static final AttributedStyle GREEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle YELLOW = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);

    /**
     * What a clock and a connection say beside the events.
     *
     * @param elapsed since the search was asked for, until it ended
     * @param left how long it will take yet; empty while nobody can know
     * @param trouble why nothing is heard from the service; empty while it is
     */
    record Clock(Duration elapsed, Optional<Duration> left, Optional<String> trouble) {}

    /** Draws; every line has at most {@link #width} columns, and there are at most {@link #height} lines. */
    List<AttributedString> draw(SearchState state, Clock clock) {
        List<AttributedString> picture = new ArrayList<>();
        state.request().ifPresent(request -> title(request, picture));
        state.work().ifPresent(work -> bar(work, clock, state, picture));
        where(state, clock, picture);
        picture.add(AttributedString.EMPTY);
        rewards(state, picture);
        policy(state, picture);
        best(state, picture);
        if (state.ended().isEmpty()) {
            trainers(state.trainers(), picture);
        }
        int room = Math.max(LEAST_LINES, height - picture.size() - 1);
        List<String> lines = state.lastLines(room);
        if (!lines.isEmpty()) {
            picture.add(AttributedString.EMPTY);
            lines.forEach(line -> picture.add(new AttributedString(line, FAINT)));
        }
        return picture.stream().limit(height).map(this::cut).toList();
    }

    private void title(ExperimentRequested request, List<AttributedString> picture) {
        ExperimentSettings settings = request.settings();
        row(
                request.name(),
                BOLD,
                List.of(
                        request.experimentId(),
                        "profile " + request.profile(),
                        "seed " + settings.seed(),
                        settings.search().strategy().name().toLowerCase(Locale.ROOT)),
                picture);
    }

    private void bar(Workload work, Clock clock, SearchState state, List<AttributedString> picture) {
        boolean over = state.ended().isPresent();
        double fraction = over && state.ended().get().modelId() != null ? 1 : work.fraction();
        String time = over ? "took " + time(clock.elapsed()) : time(clock.elapsed()) + " gone, " + left(state, clock);
        String text = String.format(Locale.ROOT, " %3.0f %%  %s", Math.floor(100 * fraction), time);
        int columns = Math.max(10, Math.min(MOST_BAR, columns() - text.length()));
        picture.add(new AttributedStringBuilder()
                .append(glyphs.bar(fraction, columns), state.isPaused() ? YELLOW : GREEN)
                .append(text)
                .toAttributedString());
    }

    private static String left(SearchState state, Clock clock) {
        if (state.isPaused()) {
            return "paused";
        }
        return clock.left().map(left -> "about " + time(left) + " left").orElse("time left not known yet");
    }

    private void where(SearchState state, Clock clock, List<AttributedString> picture) {
        List<String> items = new ArrayList<>();
        if (state.isPaused()) {
            items.add("PAUSED: nothing is begun until 'deconas resume'");
        }
        items.add(state.where());
        if (state.ended().isEmpty()) {
            state.work()
                    .filter(work -> work.total(state.part()) > 0)
                    .ifPresent(work -> items.add(String.format(
                            Locale.ROOT,
                            "%,d of %,d %s in all",
                            work.done(state.part()),
                            work.total(state.part()),
                            unit(state.part()))));
        }
        row("now", state.isPaused() ? YELLOW : BOLD, items, picture);
        clock.trouble().ifPresent(trouble -> row("service", YELLOW, List.of(trouble), picture));
    }

    private static String unit(Workload.Part part) {
        return switch (part) {
            case TRIALS -> "trials";
            case CANDIDATES -> "candidates";
            default -> "steps";
        };
    }

    private void rewards(SearchState state, List<AttributedString> picture) {
        List<Double> rewards = state.rewards();
        if (rewards.isEmpty()) {
            return;
        }
        String text = String.format(Locale.ROOT, "  %.2f to %.2f dB", rewards.get(0), rewards.get(rewards.size() - 1));
        int room = Math.max(LABEL, columns() - LABEL - text.length());
        picture.add(label("reward", BOLD)
                .append(glyphs.curve(rewards, room), GREEN)
                .append(text)
                .toAttributedString());
    }

    private void policy(SearchState state, List<AttributedString> picture) {
        state.policy()
                .ifPresent(policy -> row(
                        "policy",
                        BOLD,
                        policy.version() == 0
                                ? List.of("version 0, which has learned nothing yet")
                                : List.of(
                                        "version " + policy.version(),
                                        number("entropy %.1f nats", policy.meanEntropy()),
                                        number("baseline %.2f dB", policy.baseline()),
                                        number("mean reward %.2f dB", policy.meanReward())),
                        picture));
    }

    private void best(SearchState state, List<AttributedString> picture) {
        state.best().ifPresent(best -> {
            row(
                    "best",
                    BOLD,
                    List.of(
                            best.what(),
                            number("reward %.2f dB", best.reward()),
                            number("PSNR %.2f dB", best.psnr()),
                            number("%.1f G multiply-adds", best.multiplyAdds() / 1e9)),
                    picture);
            row("", BOLD, List.of(best.sequence().replace(" ", "")), picture);
        });
    }

    private void trainers(Map<String, TrainerAtWork> trainers, List<AttributedString> picture) {
        String label = "trainers";
        for (Map.Entry<String, TrainerAtWork> entry :
                trainers.entrySet().stream().limit(MOST_TRAINERS).toList()) {
            TrainerAtWork trainer = entry.getValue();
            List<String> items = trainer.training()
                    ? List.of(
                            entry.getKey() + ": " + trainer.what(),
                            String.format(Locale.ROOT, "step %,d of %,d", trainer.step(), trainer.steps()),
                            number("%.1f steps/s", trainer.stepsPerSecond()),
                            number("loss %.4f", trainer.loss()))
                    : List.of(
                            entry.getKey() + ": at trials, or waiting",
                            number("last trained %.1f steps/s", trainer.stepsPerSecond()));
            row(label, BOLD, items, picture);
            label = "";
        }
        if (trainers.size() > MOST_TRAINERS) {
            row("", BOLD, List.of("and " + (trainers.size() - MOST_TRAINERS) + " more"), picture);
        }
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** As many items on a line as it has room for. */
    private void row(String label, AttributedStyle style, List<String> items, List<AttributedString> picture) {
        AttributedStringBuilder line = label(label, style);
        boolean begun = false;
        for (String item : items) {
            if (begun && line.columnLength() + 2 + item.length() > columns()) {
                picture.add(line.append(",").toAttributedString());
                line = label("", style);
                begun = false;
            }
            line.append(begun ? ", " : "").append(item);
            begun = true;
        }
        picture.add(line.toAttributedString());
    }

    private static AttributedStringBuilder label(String label, AttributedStyle style) {
        AttributedStringBuilder line = new AttributedStringBuilder().append(label, style);
        return line.append(" ".repeat(Math.max(label.isEmpty() ? 0 : 1, LABEL - label.length())));
    }

    private int columns() {
        return Math.max(LEAST_WIDTH, width);
    }

    private AttributedString cut(AttributedString line) {
        return line.columnLength() <= width
                ? line
                : new AttributedStringBuilder()
                        .append(line.columnSubSequence(0, width - glyphs.cut().length()))
                        .append(glyphs.cut())
                        .toAttributedString();
    }

    /** As {@code 1:02:03} or {@code 2:03}. */
    static String time(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
