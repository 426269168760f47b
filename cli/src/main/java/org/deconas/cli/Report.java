package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deconas.report.ExperimentLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes down what experiments found. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes figures, statistics over seeds and plots of experiments that have ended, from their logs.")
final class Report implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "1..*",
            paramLabel = "ID|FILE",
            description =
                    "Experiments, or files of events as 'deconas watch ID --json' prints them; files need no mesh.")
    private List<String> sources;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = "report",
            description = "Where report.md and its plots are written (default: ${DEFAULT-VALUE}/).")
    private Path folder;

    /** What was written, as {@code --json} gives it. */
    record Written(List<String> experiments, List<String> files) {}

    @Override
    public Integer call() throws IOException {
        List<ExperimentLog> logs = new ArrayList<>();
        for (String source : sources) {
            logs.addAll(ExperimentLogs.of(source, common.home()));
        }
        List<Path> files = org.deconas.report.Report.of(logs).write(folder);
        if (common.json()) {
            common.print(new Written(
                    logs.stream().map(ExperimentLog::id).toList(),
                    files.stream().map(Path::toString).toList()));
        } else {
            common.out()
                    .println(files.get(0) + " and " + (files.size() - 1) + " plots: what " + logs.size()
                            + (logs.size() == 1 ? " experiment" : " experiments") + " found");
            common.out().flush();
        }
        return 0;
    }
}
