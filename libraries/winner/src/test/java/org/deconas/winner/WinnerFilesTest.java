package org.deconas.winner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deconas.artifacts.DirectoryArchive;
import org.deconas.networks.SavedModelExport;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.SearchSettings;
import org.deconas.search.WholeSearch;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.CellDrawing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WinnerFilesTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final List<Event> LOG = WholeSearch.log("e", WholeSearch.settings());

    @TempDir
    Path folder;

    @Test
    void filesHoldTheNetworkTwiceItsDrawingAndItsCard() throws IOException, UnreadableEventException {
        // Given
        Winner winner = winner();

        // When
        WinnerFiles.write(winner, Optional.empty(), new ByteArrayInputStream(savedModel()), folder.resolve("winner"));

        // Then
        Path files = folder.resolve("winner");
        Architecture architecture = Architecture.parse(
                SearchSettings.space(winner.model().network()), winner.model().sequence());
        assertThat(files.resolve("saved_model/saved_model.pb")).isNotEmptyFile();
        assertThat(ModelDescriptor.decode(Files.readAllBytes(files.resolve("saved_model/model.json")))
                        .modelId())
                .isEqualTo("e-x2");
        assertThat(Files.readAllBytes(files.resolve("model.onnx")))
                .asString(StandardCharsets.ISO_8859_1)
                .contains("DeCoNAS", winner.model().sequence(), "enlarged");
        assertThat(files.resolve("cells.svg")).hasContent(CellDrawing.svg(architecture));
        assertThat(Files.readString(files.resolve("MODEL_CARD.md"))).startsWith("---\nlicense: other\n");
    }

    @Test
    void cardSaysWhatTheLogSays() {
        // Given
        ExperimentSettings settings = WholeSearch.settings();

        // When
        String card = ModelCard.of(winner(), Optional.empty());

        // Then
        assertThat(card)
                .contains(
                        "which began on 2026-03-01 08:00 UTC",
                        "| bicubic enlargement | | 30.000 |",
                        "**33.000**",
                        "| finalist 0 | 10 | 31.000 |",
                        "which became this model | 10 |",
                        "- Sequence: `" + winner().model().sequence() + "`",
                        "seed " + settings.seed() + ", reinforce, 3 rounds",
                        "deconas search --images " + settings.data().images(),
                        "to the bit");
        assertThat(ModelCard.of(winner(), Optional.empty())).isEqualTo(card);
    }

    @Test
    void onlyWhatDiffersFromTheProfileIsAChange() {
        // Given: a profile of another penalty
        ExperimentSettings settings = WholeSearch.settings();
        var profile = EventCodec.mapper().<ObjectNode>valueToTree(settings);
        profile.withObject("/reward").put("penalty-weight", 77);
        profile.withObject("/search").put("rounds", 3.0);

        // When
        SearchCommand command = SearchCommand.of(winner().request(), Optional.of(profile));

        // Then
        assertThat(command.changes())
                .containsOnlyKeys("reward.penalty-weight")
                .containsValue(Double.toString(settings.reward().penaltyWeight()));
        assertThat(command.toString())
                .startsWith("deconas search --profile quick --images ")
                .endsWith("--set reward.penalty-weight=" + settings.reward().penaltyWeight());
    }

    @Test
    void logWithoutAModelHasNoWinner() {
        // Given
        Winner.Reader reader = new Winner.Reader();

        // When
        LOG.subList(0, LOG.size() / 2).forEach(event -> reader.take(event, START));

        // Then
        assertThat(reader.winner()).isEmpty();
    }

    @Test
    void damagedModelIsRefused() {
        // Given
        byte[] noArchive = "no archive".getBytes(StandardCharsets.UTF_8);

        // When, then
        assertThatThrownBy(() -> WinnerFiles.write(
                        winner(), Optional.empty(), new ByteArrayInputStream(noArchive), folder.resolve("damaged")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("saved_model.pb");
    }

    private static Winner winner() {
        Winner.Reader reader = new Winner.Reader();
        for (int i = 0; i < LOG.size(); i++) {
            reader.take(LOG.get(i), START.plusSeconds(i));
        }
        return reader.winner().orElseThrow();
    }

    /** A network of the winner's architecture with random weights. */
    private byte[] savedModel() throws IOException {
        ExperimentSettings.Network network = winner().model().network();
        Architecture architecture = Architecture.parse(
                SearchSettings.space(network), winner().model().sequence());
        Path directory = Files.createDirectories(folder.resolve("network"));
        try (TrainableNetwork trainable = TrainableNetwork.of(architecture, SearchSettings.shape(network))) {
            trainable.initialise(name -> new Random(name.hashCode()));
            SavedModelExport.write(architecture, SearchSettings.shape(network), trainable.weights(), directory);
        }
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        DirectoryArchive.pack(directory, archive);
        return archive.toByteArray();
    }
}
