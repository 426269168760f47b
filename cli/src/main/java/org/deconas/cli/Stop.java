package org.deconas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a search early. */
@Command(name = "stop", mixinStandardHelpOptions = true, description = "Ends a search early, without a winner.")
final class Stop implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Override
    public Integer call() {
        MeshClients.experiments(common.home()).stop(id);
        common.progress().accept("experiment " + id + " ends when its running work is done");
        return 0;
    }
}
