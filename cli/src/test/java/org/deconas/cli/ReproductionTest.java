package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.search.WholeSearch;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.SettingChanges;
import org.deconas.winner.SearchCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command on a model card, read by a shell and by this program, starts the search of the same settings. */
class ReproductionTest {

    private static final ExperimentSettings PROFILE = WholeSearch.settings();

    static List<Map<String, String>> changes() {
        return List.of(
                Map.of(),
                Map.of("seed", "-3", "data.images", "/folder/of images/it's $HOME `x` \"y\"; |*"),
                Map.of("data.images", "/a", "data.validation", "/b c"),
                Map.of("search.strategy", "random", "search.rounds", "5", "search.lanes", "3"),
                Map.of("reward.penalty-weight", "0.1", "policy.learning-rate", "1.0E-5", "training.steps", "400"),
                Map.of("policy.baseline", "leave-one-out", "policy.heads", "of-each-step"),
                Map.of(
                        "network.channel-attention",
                        "false",
                        "network.precision",
                        "bfloat16",
                        "policy.normalised-advantages",
                        "true",
                        "training.previews",
                        "0"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void commandGivesTheSameSettings(Map<String, String> changes)
            throws InvalidSettingsException, IOException, InterruptedException {
        // Given
        ExperimentSettings settings = SettingChanges.of(PROFILE, nodes(changes));
        JsonNode profile = profile();

        // When
        String command = SearchCommand.of(
                        new ExperimentRequested("e", "name", "small", settings, null), Optional.of(profile))
                .toString();

        // Then
        Search search = parsed(command);
        ObjectNode tree = profile.deepCopy();
        SettingChanges.apply(nodes(search.settings()), tree);
        assertThat(SettingChanges.read(tree)).isEqualTo(settings);
        assertThat(search.profile()).isEqualTo("small");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void commandWithoutTheProfileGivesEverySetting(Map<String, String> changes)
            throws InvalidSettingsException, IOException, InterruptedException {
        // Given
        ExperimentSettings settings = SettingChanges.of(PROFILE, nodes(changes));

        // When
        String command = SearchCommand.of(
                        new ExperimentRequested("e", "name", "gone", settings, null), Optional.empty())
                .toString();

        // Then
        ObjectNode tree = EventCodec.mapper().createObjectNode();
        SettingChanges.apply(nodes(parsed(command).settings()), tree);
        assertThat(SettingChanges.read(tree)).isEqualTo(settings);
    }

    /** As profiles are: nothing of where the images are. */
    private static JsonNode profile() {
        ObjectNode profile = EventCodec.mapper().valueToTree(PROFILE);
        profile.withObject("/data").remove(List.of("images", "validation"));
        return profile;
    }

    private static Map<String, JsonNode> nodes(Map<String, String> texts) {
        Map<String, JsonNode> nodes = new HashMap<>();
        texts.forEach((key, value) -> nodes.put(key, TextNode.valueOf(value)));
        return nodes;
    }

    /** What a POSIX shell makes of the line, and this program of that. */
    private static Search parsed(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "deconas() { printf '%s\\n' \"$@\"; }\n" + command).start();
        List<String> arguments = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(shell.waitFor()).isZero();
        CommandLine.ParseResult result = Deconas.commandLine().parseArgs(arguments.toArray(String[]::new));
        return (Search) result.subcommand().commandSpec().userObject();
    }
}
