package org.deconas.winner;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Complexity;

/** What people want to know of a model before they use it (Mitchell et al. 2019), in Markdown. The same log gives the same text. */
final class ModelCard {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Winner winner;
    private final SearchCommand command;
    private final ExperimentSettings settings;
    private final ModelTrained model;
    private final Complexity complexity;
    private final boolean profileIsKnown;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(Winner winner, Optional<JsonNode> profile) {
        this.winner = winner;
        command = SearchCommand.of(winner.request(), profile);
        profileIsKnown = profile.isPresent();
        settings = winner.request().settings();
        model = winner.model();
        complexity = SearchSettings.complexity(settings, model.sequence());
    }

    /**
     * The card of a winner.
     *
     * @param profile see {@link SearchCommand#of}
     */
    static String of(Winner winner, Optional<JsonNode> profile) {
        return new ModelCard(winner, profile).write();
    }

    private String write() {
        head();
        use();
        data();
        metrics();
        costs();
        search();
        reproduction();
        return text.toString();
    }

    private void head() {
        lines(
                "---",
                "license: other",
                "license_name: not-stated",
                "pipeline_tag: image-to-image",
                "tags: [super-resolution, neural-architecture-search]",
                "---",
                "",
                "# " + model.modelId(),
                "",
                "Enlarges images " + model.network().scale() + " times. Its architecture was found by the search '"
                        + winner.request().name() + "' (" + model.experimentId() + "), which began on "
                        + time(winner.requestedAt()) + "; the model was there on " + time(winner.trainedAt()) + ".",
                "",
                "Licence of the weights: not stated. Whoever publishes them says which, and minds the rights in the images that they were"
                        + " learned from. The program that made them, DeCoNAS, is under Apache-2.0.",
                "",
                "![Its cells](" + WinnerFiles.DRAWING + ")",
                "");
    }

    private void use() {
        lines(
                "## Use",
                "",
                "| file | what it is |",
                "| --- | --- |",
                "| `" + WinnerFiles.SAVED_MODEL
                        + "/` | TensorFlow SavedModel: input `lr`, output `sr`, float32 NHWC RGB in [0, 1], any"
                        + " height and width |",
                "| `" + WinnerFiles.ONNX
                        + "` | the same as ONNX: input `image`, output `enlarged`, float32 NCHW RGB in [0, 1] |",
                "| `" + WinnerFiles.DRAWING + "` | its cells |",
                "",
                "`deconas evaluate " + WinnerFiles.SAVED_MODEL
                        + " FOLDER` measures it on images of yours. SHA-256 of the SavedModel's" + " archive: `"
                        + model.savedModel().sha256() + "`.",
                "");
    }

    private void data() {
        ExperimentSettings.Data data = settings.data();
        lines(
                "## Data",
                "",
                "- Training images: folder `" + folder(data.images())
                        + "`. The log does not hold how many images there were, nor their" + " digests.",
                data.validation() == null
                        ? "- Validation images: a part of them, " + number(data.validationFraction())
                                + ", set aside by their content and the seed, and never trained on."
                        : "- Validation images: folder `" + folder(data.validation())
                                + "`, disjoint from the training images.",
                "- Low-resolution images: the originals shrunk by MATLAB's bicubic, rounded to 8 bits.",
                "");
    }

    private void metrics() {
        ExperimentSettings.Data data = settings.data();
        int scale = settings.network().scale();
        lines(
                "## Metrics",
                "",
                "Luma PSNR (ITU-R BT.601, 8 bits, " + scale + " pixels cropped from each side) on "
                        + data.validationPatches()
                        + " validation patches of " + scale * data.validationPatchSize() + "x"
                        + scale * data.validationPatchSize()
                        + " pixels. These images chose the network, so on others expect less; no test set was looked at.",
                "",
                "| what | steps | PSNR (dB) |",
                "| --- | --- | --- |",
                "| bicubic enlargement | | " + decibel(model.bicubicPsnr()) + " |",
                "| **this model** | " + model.steps() + " | **" + decibel(model.validationPsnr()) + "** |");
        winner.candidate()
                .ifPresent(candidate ->
                        lines("| the same architecture with shared weights | | " + decibel(candidate.psnr()) + " |"));
        for (NetworkTrained finalist : winner.finalists()) {
            lines("| finalist " + finalist.candidate()
                    + (finalist.sequence().equals(model.sequence()) ? ", which became this model" : "") + " | "
                    + finalist.toStep() + " | " + decibel(finalist.validationPsnr()) + " |");
        }
        lines("");
    }

    private void costs() {
        int scale = settings.network().scale();
        lines(
                "## Architecture and cost",
                "",
                "- Sequence: `" + model.sequence() + "`",
                "- Family: " + settings.network().filters() + " filters, "
                        + settings.network().blocks()
                        + " dense blocks of " + settings.network().cells() + " cells"
                        + (settings.network().channelAttention() ? ", channel attention" : ""),
                String.format(Locale.ROOT, "- Parameters: %,d", model.parameters()),
                String.format(
                        Locale.ROOT,
                        "- Multiply-adds: %,d for a pixel of the low-resolution image, %.1f G for an output of 1280x720",
                        model.multiplyAddsPerPixel(),
                        complexity.multiplyAdds(scale) / 1e9),
                String.format(
                        Locale.ROOT,
                        "- Penalty: %.4f; reward %.4f dB",
                        complexity.penalty(),
                        SearchSettings.reward(settings, model.sequence(), model.validationPsnr())),
                "");
    }

    private void search() {
        lines(
                "## Search",
                "",
                "Profile `" + winner.request().profile() + "`, seed " + settings.seed() + ", "
                        + settings.search().strategy().name().toLowerCase(Locale.ROOT) + ", "
                        + settings.search().rounds() + " rounds.",
                "");
        if (command.changes().isEmpty()) {
            lines("No other setting differs from the profile.", "");
            return;
        }
        lines("| setting" + (profileIsKnown ? " that differs from the profile" : "") + " | value |", "| --- | --- |");
        for (Map.Entry<String, String> change : command.changes().entrySet()) {
            lines("| `" + change.getKey() + "` | " + change.getValue().replace("|", "\\|") + " |");
        }
        lines("");
    }

    private void reproduction() {
        lines("## Reproduction", "", "```sh", command.toString(), "```", "");
        if (winner.request().origin() == null) {
            lines("With the same images and one trainer on a CPU that gives the same search, to the bit.");
        } else {
            lines(
                    "This search went on from the log of experiment "
                            + winner.request().origin().experimentId()
                            + ", so the command, which begins anew, gives another one; `deconas export` of this experiment holds all of it.");
        }
    }

    private void lines(String... lines) {
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String folder(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }

    private static String decibel(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String number(double value) {
        return Double.toString(value);
    }
}
