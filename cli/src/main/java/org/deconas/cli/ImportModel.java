package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.HomeModels;
import org.deconas.cli.mesh.MeshException;
import org.deconas.schema.ModelDescriptor;
import org.deconas.serving.ForeignColours;
import org.deconas.serving.ForeignImport;
import org.deconas.serving.ForeignRange;
import org.deconas.serving.ForeignWishes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a network of others in as a model; needs no mesh. */
@Command(
        name = "import-model",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model of a super-resolution network of others: a TensorFlow SavedModel or a frozen graph, float32 NHWC, of any"
                    + " height and width.",
            "It is run on small images first: what it gives must be the image, a whole number of times wider and higher. It is then"
                    + " evaluated, served and listed like any other, by a mesh that runs already, too; but it is never the one that"
                    + " serves who names none."
        })
final class ImportModel implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "PATH", description = "Directory of a SavedModel, or file of a frozen graph (.pb).")
    private Path path;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the model is called by.")
    private String name;

    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "How many times larger its output must be (without: as it is found).")
    private Integer scale;

    @Option(
            names = "--input",
            paramLabel = "TENSOR",
            description = "What takes the image (without: the only one that there is).")
    private String input;

    @Option(
            names = "--output",
            paramLabel = "TENSOR",
            description = "What gives the enlarged image (without: the only one that there is).")
    private String output;

    @Option(
            names = "--colours",
            paramLabel = "rgb|bgr|luma",
            description =
                    "Its channels (without: luma where there is one, rgb where there are three). Luma is Y of BT.601 in studio"
                            + " range; Cb and Cr are enlarged by bicubic.")
    private ForeignColours colours;

    @Option(
            names = "--range",
            paramLabel = "1|255|-1..1",
            defaultValue = "1",
            description = "Its values: 0 to 1, 0 to 255, or -1 to 1 (default: ${DEFAULT-VALUE}).")
    private String range;

    @Option(
            names = "--signature",
            paramLabel = "NAME",
            description = "Of a SavedModel (without: serving_default, or the only one).")
    private String signature;

    @Override
    public Integer call() throws IOException {
        ForeignWishes wishes = wishes();
        if (!ModelDescriptor.canBeId(name)) {
            throw new ParameterException(
                    command.commandLine(), "'" + name + "' cannot be a model's name: letters, digits, . _ -");
        }
        HomeModels models = new HomeModels(common.home());
        if (models.has(name)) {
            throw new MeshException("there is a model '" + name + "' already; choose another --name, or remove "
                    + models.directory(name));
        }
        if (!Files.exists(path)) {
            throw new MeshException("there is no file or folder " + path);
        }
        print(models.put(directory -> {
            ForeignImport.Imported imported = ForeignImport.write(path, wishes, directory);
            ModelDescriptor.Imported origin = new ModelDescriptor.Imported(
                    path.toAbsolutePath().normalize().getFileName().toString(),
                    label(imported.colours()),
                    wishes.range().label(),
                    imported.bytesPerPixel(),
                    imported.radius().isPresent());
            return archive -> new ModelDescriptor(name, imported.scale(), archive, origin);
        }));
        return 0;
    }

    private ForeignWishes wishes() {
        try {
            return new ForeignWishes(
                    scale == null ? OptionalInt.empty() : OptionalInt.of(scale),
                    Optional.ofNullable(input),
                    Optional.ofNullable(output),
                    Optional.ofNullable(colours),
                    ForeignRange.of(range),
                    Optional.ofNullable(signature));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--range: " + e.getMessage());
        }
    }

    private static String label(ForeignColours colours) {
        return colours.name().toLowerCase(Locale.ROOT);
    }

    private void print(ModelDescriptor model) {
        if (common.json()) {
            common.print(model);
            return;
        }
        ModelDescriptor.Imported imported = (ModelDescriptor.Imported) model.origin();
        common.out()
                .println(model.modelId() + ": x" + model.scale() + ", " + imported.colours() + " in "
                        + imported.range() + ", "
                        + (imported.tiled()
                                ? "large images tile by tile"
                                : "large images are refused: how far it sees is not known"));
        common.out().flush();
    }
}
