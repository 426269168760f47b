package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.mesh.MeshException;
import org.deconas.search.Verification;
import org.deconas.search.WhatIf;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.SettingChanges;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Folds an experiment's log again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Folds an experiment's log again: to verify it (the default), to see what the policy would have become with other"
                    + " settings (--set), or to search on from a point of it (--as-new).",
            "A file that 'deconas export' wrote is replayed here and needs no mesh."
        })
final class Replay implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID|FILE", description = "An experiment, or a file that 'deconas export' wrote.")
    private String source;

    @Option(
            names = "--verify",
            description =
                    "Compare every policy version, draw, reward and the winner with what follows from the answers;"
                            + " exit code 0 when all are identical.")
    private boolean verify;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting to ask about, of reward.* and policy.*; with --as-new one to search on with.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @ArgGroup(exclusive = false)
    private Continued continued; // null unless a new experiment is asked for

    /** A new experiment that goes on from the log. */
    static final class Continued {

        @Option(names = "--as-new", required = true, description = "Start a new experiment that goes on from the log.")
        private boolean asNew;

        @ArgGroup(exclusive = true, multiplicity = "1")
        private Point point;

        @Option(names = "--name", description = "What people call the new experiment.")
        private String name;

        @ArgGroup(exclusive = false)
        private FollowOptions following = new FollowOptions();
    }

    /** Where the log is cut. */
    static final class Point {

        @Option(
                names = "--from-round",
                paramLabel = "N",
                description = "The first round that is searched anew, from 0; the rounds before count.")
        private Integer round;

        @Option(
                names = "--from-position",
                paramLabel = "P",
                description =
                        "The last position of the log that counts: in the ids of the event stream what stands behind the dash.")
        private Long position;
    }

    @Override
    public Integer call() throws IOException {
        if (continued != null) {
            return searchOn();
        }
        if (verify && !changes.isEmpty()) {
            throw new MeshException("--verify and --set ask two questions; give one of them");
        }
        return changes.isEmpty() ? tell(verification()) : tell(whatIf());
    }

    private int searchOn() throws IOException {
        ExperimentsClient client = MeshClients.experiments(common.home());
        JsonNode experiment =
                client.goOn(source, continued.point.round, continued.point.position, continued.name, changes);
        return SearchFollower.begun(
                client,
                experiment,
                "experiment " + experiment.path("id").asText() + " goes on from " + source,
                common,
                continued.following);
    }

    private Verification verification() throws IOException {
        return ExperimentLogs.isFile(source)
                ? ArchiveFile.read(Path.of(source)).verify()
                : MeshClients.experiments(common.home()).verify(source);
    }

    private WhatIf whatIf() throws IOException {
        if (!ExperimentLogs.isFile(source)) {
            return MeshClients.experiments(common.home()).ask(source, changes);
        }
        org.deconas.search.Replay replay = ArchiveFile.read(Path.of(source));
        Map<String, TextNode> values = new LinkedHashMap<>();
        changes.forEach((key, value) -> values.put(key, new TextNode(value)));
        try {
            return replay.ask(SettingChanges.of(replay.settings(), Map.copyOf(values)));
        } catch (InvalidSettingsException e) {
            throw new MeshException(e.getMessage());
        }
    }

    private int tell(Verification verification) {
        if (common.json()) {
            common.print(verification);
        } else {
            common.out().println(verification.summary());
            verification.differences().forEach(difference -> common.out().println("first difference: " + difference));
            common.out().flush();
        }
        return verification.isIdentical() ? 0 : 1;
    }

    private int tell(WhatIf whatIf) {
        if (common.json()) {
            common.print(whatIf);
        } else {
            WhatIfTable.lines(whatIf).forEach(common.out()::println);
            common.out().flush();
        }
        return 0;
    }
}
