package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.deconas.cli.training.LocalTraining;
import org.deconas.cli.training.TrainingSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.searchspace.NetworkShape;
import org.deconas.training.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains one architecture on its own; needs no mesh. Called again with the same options, it goes on where it was interrupted. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Trains one architecture on your images, from its last checkpoint if it was interrupted; needs no mesh.")
final class Train implements Callable<Integer> {

    private static final long TELL_EVERY_NANOS = 10_000_000_000L;

    @Mixin
    private CommonOptions common;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Folder of training images; may be given several times.")
    private List<Path> images;

    @Option(
            names = "--validation",
            paramLabel = "DIR",
            description = "Folder of validation images (without: a part of the training images is set aside).")
    private Path validation;

    @Option(
            names = "--validation-fraction",
            defaultValue = "0.05",
            description = "That part (default: ${DEFAULT-VALUE}).")
    private double validationFraction;

    @Option(names = "--steps", defaultValue = "3000", description = "Training steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--batch", defaultValue = "16", description = "Patches in a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--patch-size",
            defaultValue = "32",
            description = "Their side before enlargement, pixels (default: ${DEFAULT-VALUE}).")
    private int patchSize;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.0005",
            description = "Adam's at the start; falls to 0 along a half cosine (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--average-decay",
            defaultValue = "0",
            description =
                    "Of an exponential moving average of the weights, which becomes the model; 0 for none (default: ${DEFAULT-VALUE}).")
    private double averageDecay;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            defaultValue = "100",
            description = "Steps after which it is measured and a checkpoint is kept (default: ${DEFAULT-VALUE}).")
    private int checkpointEvery;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Every random choice follows from it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--name",
            description = "What the training and its model are called (default: made from the options).")
    private String name;

    private long told;

    @Override
    public Integer call() throws IOException {
        NetworkShape shape = network.shape();
        TrainingSettings settings = new TrainingSettings(
                network.architecture().sequence(),
                shape.filters(),
                shape.blocks(),
                shape.scale(),
                shape.channelAttention(),
                images.stream().map(Train::absolute).toList(),
                validation == null ? null : absolute(validation),
                validationFraction,
                steps,
                batch,
                patchSize,
                learningRate,
                averageDecay,
                seed);
        Consumer<String> progress = common.progress();
        try (LocalTraining training = LocalTraining.open(common.home(), name, settings)) {
            progress.accept("training " + training.name() + ": "
                    + (training.step() == 0
                            ? "begins"
                            : "goes on from the checkpoint at step " + training.step() + " of " + steps));
            while (training.step() < steps) {
                training.trainTo(
                        Math.min(steps, (training.step() / checkpointEvery + 1) * checkpointEvery),
                        now -> tell(now, progress));
                progress.accept(String.format(
                        Locale.ROOT,
                        "step %d of %d: validation %.3f dB (bicubic %.3f, best %.3f at step %d); checkpoint kept",
                        training.step(),
                        steps,
                        training.validationPsnr(),
                        training.bicubicPsnr(),
                        training.best().psnr(),
                        training.best().step()));
            }
            ModelTrained model = training.publish();
            if (common.json()) {
                common.print(model);
            } else {
                progress.accept(String.format(
                        Locale.ROOT,
                        "model %s: validation %.3f dB (bicubic %.3f), %,d parameters",
                        model.modelId(),
                        model.validationPsnr(),
                        model.bicubicPsnr(),
                        model.parameters()));
            }
        }
        return 0;
    }

    private void tell(TrainingRun.Progress now, Consumer<String> progress) {
        if (System.nanoTime() - told > TELL_EVERY_NANOS) {
            told = System.nanoTime();
            Duration left = Duration.ofSeconds(Math.round((steps - now.step()) / now.stepsPerSecond()));
            progress.accept(String.format(
                    Locale.ROOT,
                    "step %d of %d: loss %.5f, %.2f steps/s (%.1f %% waiting for patches), %d min left",
                    now.step(),
                    steps,
                    now.loss(),
                    now.stepsPerSecond(),
                    100 * now.waiting(),
                    left.toMinutes()));
        }
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }
}
