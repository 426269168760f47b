package org.deconas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows a search live. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows a search from its beginning to its end; exit code 0 when it gave a model.")
final class Watch implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Override
    public Integer call() {
        SearchOutcome outcome = SearchFollower.follow(MeshClients.experiments(common.home()), id, common);
        return outcome.exitCode(common);
    }
}
