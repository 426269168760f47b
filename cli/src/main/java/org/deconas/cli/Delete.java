package org.deconas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a search that has ended. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Removes a search that has ended from all lists, for good; its model is served on.")
final class Delete implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The experiment.")
    private String id;

    @Override
    public Integer call() {
        MeshClients.experiments(common.home()).delete(id);
        common.progress().accept("experiment " + id + " is deleted");
        return 0;
    }
}
