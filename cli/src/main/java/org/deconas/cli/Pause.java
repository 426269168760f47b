package org.deconas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Holds a search. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Lets a search finish the work that runs, and gives out no more until it is resumed.")
final class Pause implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Override
    public Integer call() {
        MeshClients.experiments(common.home()).pause(id);
        common.progress()
                .accept("experiment " + id + " waits when its running work is done; 'deconas resume " + id
                        + "' lets it go on");
        return 0;
    }
}
