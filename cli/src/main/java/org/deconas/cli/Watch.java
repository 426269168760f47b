package org.deconas.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a search live. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Follows a search from its beginning to its end; exit code 0 when it gave a model.",
            "On a terminal as a picture, which 'q' or Ctrl-C leaves: the search goes on. Elsewhere, and with TERM=dumb, NO_COLOR"
                    + " or CI set, a line for each step."
        })
final class Watch implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Option(names = "--plain", description = "Lines, on a terminal too.")
    private boolean plain;

    @Override
    public Integer call() throws IOException {
        return SearchFollower.watch(MeshClients.experiments(common.home()), id, common, plain);
    }
}
