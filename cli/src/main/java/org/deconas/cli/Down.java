package org.deconas.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.LocalMesh;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the mesh. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the mesh; its data is kept.")
final class Down implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        boolean ran = LocalMesh.running(common.home(), common.progress()).down();
        if (common.json()) {
            common.print(Map.of("home", common.home().directory().toString(), "stopped", ran));
        } else if (!ran) {
            common.progress().accept("nothing runs");
        }
        return 0;
    }
}
