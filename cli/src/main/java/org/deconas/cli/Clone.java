package org.deconas.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.client.ExperimentsClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a search with the settings of another one. */
@Command(
        name = "clone",
        mixinStandardHelpOptions = true,
        description = "Starts a search with the settings of another one, some of them changed, and follows it.")
final class Clone implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "The other experiment.")
    private String id;

    @Option(names = "--name", description = "What people call the new one.")
    private String name;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes a setting, as seed=2 or reward.penalty-weight=1.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private FollowOptions following;

    @Override
    public Integer call() throws IOException {
        ExperimentsClient client = MeshClients.experiments(common.home());
        return SearchFollower.begun(client, client.cloneOf(id, name, settings), common, following);
    }
}
