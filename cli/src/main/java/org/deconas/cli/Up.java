package org.deconas.cli;

import java.util.concurrent.Callable;
import org.deconas.cli.mesh.InstalledLauncher;
import org.deconas.cli.mesh.LocalMesh;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the mesh in the background. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the mesh on this machine, or what of it does not run.")
final class Up implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private MeshOptions options;

    @Override
    public Integer call() {
        LocalMesh mesh = new LocalMesh(common.home(), InstalledLauncher.ofThisInstallation(), common.progress());
        mesh.up(options.settings(common.home()), options.limit());
        if (common.json()) {
            common.print(MeshStatus.of(common.home(), mesh));
        }
        return 0;
    }
}
