package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the experiments of the mesh. */
@Command(name = "experiments", mixinStandardHelpOptions = true, description = "Lists the experiments, newest first.")
final class Experiments implements Callable<Integer> {

    private static final String ROW = "%-10s %-20s %-10s %-8s %-12s %s%n";

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        JsonNode experiments = MeshClients.experiments(common.home()).list();
        if (common.json()) {
            common.print(experiments);
            return 0;
        }
        common.out().printf(ROW, "ID", "NAME", "STATE", "ROUND", "BEST REWARD", "MODEL OR REASON");
        for (JsonNode experiment : experiments) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            ROW,
                            experiment.path("id").asText(),
                            experiment.path("name").asText(),
                            experiment.path("state").asText(),
                            experiment.path("round").asText("-") + "/"
                                    + experiment.path("rounds").asText("-"),
                            experiment.path("bestReward").isNumber()
                                    ? String.format(
                                            Locale.ROOT,
                                            "%.2f dB",
                                            experiment.path("bestReward").asDouble())
                                    : "-",
                            experiment.path("modelId").isTextual()
                                    ? experiment.path("modelId").asText()
                                    : experiment.path("reason").asText("-"));
        }
        common.out().flush();
        return 0;
    }
}
