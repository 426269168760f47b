package org.deconas.systemtests.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a chaos run has shown, as Markdown. */
final class ChaosReport {

    private ChaosReport() {}

    static String of(ChaosRun.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + outcome.faults().size() + " faults, seed " + outcome.seed());
        lines.add("");
        lines.add(
                outcome.wrong().isEmpty()
                        ? "Nothing lost, nothing doubled, all digests equal."
                        : outcome.wrong().size() + " things are wrong:");
        outcome.wrong().forEach(wrong -> lines.add("- " + wrong));
        lines.add("");
        lines.add(format(
                "%d searches in %d min %d s, real training on 2 trainers; %d dead letters. The first search beside the last, which had the"
                        + " same seed and which nothing disturbed: %s.",
                outcome.experiments().size(),
                outcome.duration().toMinutes(),
                outcome.duration().toSecondsPart(),
                outcome.deadLetters(),
                outcome.undisturbed().summary()));
        lines.add("");
        lines.add("| fault | times | ready again after its start, s: median (longest) |");
        lines.add("| --- | --- | --- |");
        for (Fault fault : Fault.values()) {
            List<FaultInjector.Happened> those = outcome.faults().stream()
                    .filter(happened -> happened.fault() == fault)
                    .toList();
            lines.add("| " + fault.words() + " | " + those.size() + " | " + recovery(those) + " |");
        }
        lines.add("");
        lines.add("| search | records | of them repeated | trials | of them failed | replay |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        for (ExperimentCheck.Result result : outcome.experiments()) {
            lines.add(format(
                    "| %s | %d | %d | %d | %d | %s |",
                    result.id(),
                    result.records(),
                    result.repeated(),
                    result.trials(),
                    result.failedTrials(),
                    result.replay().summary()));
        }
        lines.add("");
        return String.join("\n", lines);
    }

    private static String recovery(List<FaultInjector.Happened> happened) {
        List<Duration> all = happened.stream()
                .map(FaultInjector.Happened::recovery)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return all.isEmpty()
                ? ""
                : format(
                        "%.1f (%.1f)",
                        all.get(all.size() / 2).toMillis() / 1e3,
                        all.get(all.size() - 1).toMillis() / 1e3);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
