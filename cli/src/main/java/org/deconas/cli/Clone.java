package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
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

    @Option(names = "--detach", description = "Do not follow it: print its id and return.")
    private boolean detach;

    @Override
    public Integer call() {
        ExperimentsClient client = MeshClients.experiments(common.home());
        JsonNode experiment = client.cloneOf(id, name, settings);
        String newId = experiment.path("id").asText();
        if (!detach) {
            common.progress()
                    .accept("experiment " + newId + " ("
                            + experiment.path("name").asText() + ")");
            return SearchFollower.follow(client, newId, common).exitCode(common);
        }
        if (common.json()) {
            common.print(experiment);
        } else {
            common.out().println(newId);
            common.out().flush();
        }
        return 0;
    }
}
