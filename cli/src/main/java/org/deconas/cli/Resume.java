package org.deconas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a search's pause. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused search go on.")
final class Resume implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Override
    public Integer call() {
        MeshClients.experiments(common.home()).resume(id);
        common.progress().accept("experiment " + id + " goes on");
        return 0;
    }
}
