package org.deconas.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.deconas.cli.client.UpscaleWishes;
import org.deconas.cli.upscaling.BarListener;
import org.deconas.cli.upscaling.Batch;
import org.deconas.cli.upscaling.BatchListener;
import org.deconas.cli.upscaling.Destination;
import org.deconas.cli.upscaling.ImageInput;
import org.deconas.cli.upscaling.ImageInputs;
import org.deconas.cli.upscaling.JsonListener;
import org.deconas.cli.upscaling.PlainListener;
import org.deconas.cli.upscaling.Tally;
import org.deconas.pictures.PictureFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enlarges images through the HTTP API. */
@Command(
        name = "upscale",
        mixinStandardHelpOptions = true,
        description = {
            "Enlarges images with a trained model; needs the mesh ('deconas up').",
            "photo.jpg becomes photo-x2.png, beside it or in the folder of --out. With two arguments of which the second"
                    + " ends as images do and is not there, as in 'upscale small.png large.png', the second is the result;"
                    + " once it is there it is an image to enlarge like the first: write over it with --out large.png"
                    + " --force.",
            "An image that fails does not stop the others; the exit code is then 1."
        })
final class Upscale implements Callable<Integer> {

    private static final int MOST_JOBS = 64;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec command;

    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description =
                    "Images, folders (all images in them, but none that is hidden, and no photo-x2.png beside a photo),"
                            + " and patterns in quotes, as 'photos/**/*.jpg', that keep folders as --recursive does.")
    private List<String> in;

    @Option(
            names = "--out",
            paramLabel = "DIR|FILE",
            description =
                    "Folder for the results, made if it is missing; or, for one image, the result, told by its ending"
                            + " (.png, .jpg, .webp, .tif), which also says the format.")
    private Path out;

    @Option(
            names = "--recursive",
            description = "Look through the folders in folders, too; results keep their structure below --out.")
    private boolean recursive;

    @Option(names = "--model", paramLabel = "ID", description = "Which model (without: the newest).")
    private String model;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Of the results: png, jpeg, webp or tiff (without: what --out ends in, else png).")
    private PictureFormat format;

    @Option(names = "--quality", paramLabel = "1..100", description = "Of JPEG and WebP (without: the service's).")
    private Integer quality;

    @Option(
            names = "--ensemble",
            description = "Mean over the eight mirrored and turned images: a little better, eight times as long.")
    private boolean ensemble;

    @Option(
            names = "--passes",
            paramLabel = "1..4",
            defaultValue = "1",
            description =
                    "How often the model enlarges, each time what it gave before: 2 of a model for twice the size give"
                            + " four times (default: ${DEFAULT-VALUE}).")
    private int passes;

    @Option(names = "--keep-metadata", description = "Keep what the image says of itself, as its Exif data.")
    private boolean keepMetadata;

    @Option(names = "--force", description = "Write over results that are there (without: these images are skipped).")
    private boolean force;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many images are sent side by side (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Override
    public Integer call() {
        requireJobs();
        Optional<Destination> second = out == null ? Destination.ofSecond(in) : Optional.empty();
        Destination destination = second.orElseGet(() -> out == null ? new Destination.Beside() : Destination.of(out));
        UpscaleWishes wishes = wishes(destination);
        List<ImageInput> images =
                new ImageInputs(recursive, destination).find(second.isPresent() ? in.subList(0, 1) : in);
        if (destination instanceof Destination.To single && images.size() > 1) {
            throw new ParameterException(
                    command.commandLine(),
                    images.size() + " images cannot all become " + single.file() + "; give a folder: --out DIR");
        }
        Batch batch = new Batch(MeshClients.inference(common.home()), wishes, destination, force, jobs);
        Tally tally;
        try (BatchListener listener = listener(images.size())) {
            tally = batch.run(images, listener);
        }
        boolean several = tally.all() > 1;
        if (several && tally.failed() > 0) {
            common.complain(tally.toString());
        } else if (several && !common.json()) {
            common.progress().accept(tally.toString());
        }
        return tally.failed() > 0 ? 1 : 0;
    }

    private void requireJobs() {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new ParameterException(
                    command.commandLine(), "--jobs is a whole number from 1 to " + MOST_JOBS + ", not " + jobs);
        }
    }

    private UpscaleWishes wishes(Destination destination) {
        Optional<PictureFormat> chosen = Optional.ofNullable(format);
        if (destination instanceof Destination.To single) {
            PictureFormat ending =
                    PictureFormat.ofFileName(single.file().toString()).orElseThrow();
            if (chosen.isPresent() && chosen.get() != ending) {
                throw new ParameterException(
                        command.commandLine(),
                        single.file() + " ends as " + ending.label() + " does, but --format says " + format.label());
            }
            if (ending != PictureFormat.PNG) { // which the service gives unasked
                chosen = Optional.of(ending);
            }
        }
        try {
            return new UpscaleWishes(
                    Optional.ofNullable(model),
                    chosen,
                    quality == null ? OptionalInt.empty() : OptionalInt.of(quality),
                    ensemble,
                    passes,
                    keepMetadata);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private BatchListener listener(int images) {
        if (common.json()) {
            return new JsonListener(common::printLine, common::complain);
        }
        return Terminal.isThere()
                ? new BarListener(System.err, images)
                : new PlainListener(common.progress(), common::complain);
    }
}
