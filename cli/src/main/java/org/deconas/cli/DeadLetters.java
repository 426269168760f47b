package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.mesh.MeshException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the records of the log that are no events of an experiment, and writes them back to their topics. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
            "Lists records that are no events of an experiment, newest first: such as cannot be read, are of an unknown type,"
                    + " or belong to an experiment that nobody requested.",
            "With --redrive they are written back to their topics as they were."
        })
final class DeadLetters implements Callable<Integer> {

    private static final String ROW = "%-8s %-22s %-28s %-18s %s%n";
    private static final int SHOWN = 100;

    @Mixin
    private CommonOptions common;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those of that topic, as deconas.rewards.")
    private String topic;

    @ArgGroup(exclusive = true)
    private Redrive redrive; // null when they are only to be listed

    @Option(names = "--again", description = "Write back also what was written back before.")
    private boolean again;

    /** Which to write back. */
    static final class Redrive {
        @Option(
                names = "--redrive",
                paramLabel = "ID",
                arity = "1..*",
                required = true,
                description = "Write these back to their topics.")
        private List<Long> ids;

        @Option(
                names = "--redrive-all",
                required = true,
                description = "Write back all that were not yet, oldest first.")
        private boolean all;
    }

    @Override
    public Integer call() {
        ExperimentsClient experiments = MeshClients.experiments(common.home());
        return redrive == null ? list(experiments) : redrive(experiments);
    }

    private int list(ExperimentsClient experiments) {
        JsonNode answer = experiments.deadLetters(topic, SHOWN, 0);
        if (common.json()) {
            common.print(answer.path("items"));
            return 0;
        }
        common.out().printf(ROW, "ID", "TOPIC", "WHEN", "KIND", "REASON");
        for (JsonNode letter : answer.path("items")) {
            common.out()
                    .printf(
                            ROW,
                            letter.path("id").asText(),
                            letter.path("topic").asText(),
                            letter.path("recordedAt").asText(),
                            letter.path("kind").asText(),
                            letter.path("reason").asText()
                                    + (letter.path("redrivenAt").isTextual() ? " (written back)" : ""));
        }
        long older = answer.path("total").asLong() - answer.path("items").size();
        if (older > 0) {
            common.out().println("and " + older + " older ones");
        }
        common.out().flush();
        return 0;
    }

    /** Goes on after one that cannot be written back, and fails at the end. */
    private int redrive(ExperimentsClient experiments) {
        List<Long> ids = redrive.all ? all(experiments) : redrive.ids;
        List<JsonNode> written = new ArrayList<>();
        for (long id : ids) {
            try {
                JsonNode letter = experiments.redrive(id, again);
                written.add(letter);
                common.progress()
                        .accept("dead letter " + id + " is written back to "
                                + letter.path("topic").asText());
            } catch (MeshException e) {
                common.complain("dead letter " + id + ": " + e.getMessage());
            }
        }
        if (common.json()) {
            common.print(written);
        } else if (ids.isEmpty()) {
            common.progress().accept("there is nothing to write back");
        }
        return written.size() == ids.size() ? 0 : 1;
    }

    private List<Long> all(ExperimentsClient experiments) {
        List<Long> ids = new ArrayList<>();
        JsonNode page;
        int offset = 0;
        do {
            page = experiments.deadLetters(topic, SHOWN, offset).path("items");
            for (JsonNode letter : page) {
                if (again || !letter.path("redrivenAt").isTextual()) {
                    ids.add(letter.path("id").asLong());
                }
            }
            offset += page.size();
        } while (!page.isEmpty());
        return ids.stream().distinct().sorted().toList();
    }
}
