package org.deconas.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.MeshException;
import org.deconas.report.ComparisonFound;
import org.deconas.report.ExperimentLog;
import org.deconas.report.SearchComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether two experiments are the same search. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Says whether two experiments that have ended are the same search, to the bit; exit code 0 when they are.")
final class Compare implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(
            index = "0",
            paramLabel = "ID|FILE",
            description = "An experiment, or a file of events as 'deconas watch ID --json' prints them.")
    private String first;

    @Parameters(index = "1", paramLabel = "ID|FILE", description = "The other one.")
    private String second;

    @Override
    public Integer call() throws IOException {
        SearchComparison comparison = SearchComparison.of(only(first), only(second));
        if (common.json()) {
            common.print(ComparisonFound.of(comparison));
        } else {
            comparison.settings().forEach(difference -> common.out().println("settings differ: " + difference));
            common.out().println(comparison.summary());
            comparison.first().ifPresent(difference -> common.out().println("first difference: " + difference));
            common.out().flush();
        }
        return comparison.isSame() ? 0 : 1;
    }

    private ExperimentLog only(String source) throws IOException {
        List<ExperimentLog> logs = ExperimentLogs.of(source, common.home());
        if (logs.size() != 1) {
            throw new MeshException(source + " holds " + logs.size() + " experiments, but must hold one");
        }
        return logs.get(0);
    }
}
