package org.deconas.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deconas.search.WhatIf;

/** What a policy became and what it would have become, side by side for a terminal. */
final class WhatIfTable {

    private WhatIfTable() {}

    static List<String> lines(WhatIf whatIf) {
        List<String> lines = new ArrayList<>();
        lines.add("experiment " + whatIf.experimentId() + " with other " + String.join(", ", whatIf.changed()));
        lines.add("");
        lines.add("version  round   mean reward, dB     entropy, nats   trials");
        lines.add("                   log     asked      log   asked    count  parameters");
        for (WhatIf.Version version : whatIf.versions()) {
            lines.add(format(
                    "%7d  %5d  %8.3f  %8.3f  %7.2f %7.2f  %3.1f of %d  %s",
                    version.version(),
                    version.round(),
                    version.loggedReward(),
                    version.askedReward(),
                    version.loggedEntropy(),
                    version.askedEntropy(),
                    version.effectiveTrials(),
                    version.trials(),
                    version.isSame() ? "the same" : "differ"));
        }
        lines.add("");
        WhatIf.Outcome logged = whatIf.logged();
        WhatIf.Outcome asked = whatIf.asked();
        lines.add(format("%-34s %12s %12s", "the last policy", "log", "asked"));
        lines.add(
                format("%-34s %12.3f %12.3f", "mean penalty of its draws", logged.meanPenalty(), asked.meanPenalty()));
        lines.add(format(
                "%-34s %12.2f %12.2f",
                "their mean multiply-adds, G", logged.meanMultiplyAdds() / 1e9, asked.meanMultiplyAdds() / 1e9));
        costs(lines, "most probable", logged.mostProbable(), asked.mostProbable());
        if (logged.bestTrial() != null) {
            lines.add(format("%-34s %12.3f %12.3f", "best trial: reward, dB", logged.bestReward(), asked.bestReward()));
            costs(lines, "best trial", logged.bestTrial(), asked.bestTrial());
        }
        return lines;
    }

    private static void costs(List<String> lines, String what, WhatIf.Cost logged, WhatIf.Cost asked) {
        lines.add(format("%-34s %12.3f %12.3f", what + ": penalty", logged.penalty(), asked.penalty()));
        lines.add(format("%-34s %,12d %,12d", what + ": parameters", logged.parameters(), asked.parameters()));
        lines.add(format(
                "%-34s %12.2f %12.2f",
                what + ": multiply-adds, G", logged.multiplyAdds() / 1e9, asked.multiplyAdds() / 1e9));
        lines.add("  in the log  " + logged.sequence());
        lines.add("  asked       " + asked.sequence());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
