package org.deconas.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import org.deconas.imaging.RgbImage;

/**
 * Takes a super-resolution network of others, a TensorFlow SavedModel or a frozen graph, and writes it as a SavedModel like ours: input
 * {@code lr}, output {@code sr}, float32 NHWC RGB in [0, 1]. It is run on small images first: what it gives has to be the image, a whole
 * number of times wider and higher, at every size.
 */
public final class ForeignImport {

    /** Heights and widths of the images that the network is tried with: none that a fixed size or a coarser grid would suit all. */
    private static final List<int[]> SIZES = List.of(new int[] {8, 8}, new int[] {9, 12}, new int[] {17, 13});

    private static final int LEAST_SCALE = 2;
    private static final int LUMA_CHANNELS = ForeignColours.LUMA.channels();

    private ForeignImport() {}

    /**
     * What a network was found to be.
     *
     * @param scale how many times wider and higher an image becomes
     * @param colours that it takes
     * @param input node that took its image
     * @param output tensor that gave the enlarged one
     * @param radius how far it sees, in pixels of the image that is enlarged; empty when that is not known, and then it can only be run on
     *     a whole image
     * @param bytesPerPixel what a run takes at most for each pixel of that image
     */
    public record Imported(
            int scale, ForeignColours colours, String input, String output, OptionalInt radius, long bytesPerPixel) {}

    /**
     * Writes the model.
     *
     * @param path of a SavedModel's directory or a frozen graph; NHWC, float32, any height and width
     * @param directory that is filled; it is empty or not there
     * @throws ForeignNetworkException when it is no network that can be taken, with one line that says what was seen
     * @throws IOException when a file cannot be read or written
     */
    public static Imported write(Path path, ForeignWishes wishes, Path directory) throws IOException {
        TensorFlowEngine.load();
        ForeignGraph foreign = ForeignGraph.read(path, wishes);
        ForeignColours colours = colours(foreign, wishes);
        OptionalInt radius = radius(foreign, colours);
        ForeignModel model = new ForeignModel(foreign, colours, wishes.range(), radius);
        Files.createDirectories(directory);
        model.writeForTrial(directory);
        int scale = scale(path, wishes.scale(), directory, colours);
        model.write(directory);
        ServedNetwork.open(directory, scale).close();
        return new Imported(
                scale, colours, foreign.input(), foreign.output(), radius, RunMemory.bytesPerPixel(directory));
    }

    private static ForeignColours colours(ForeignGraph foreign, ForeignWishes wishes) throws ForeignNetworkException {
        if (wishes.colours().isEmpty()) {
            if (foreign.channels().isEmpty()) {
                throw new ForeignNetworkException("The input '" + foreign.input()
                        + "' does not say how many channels it takes; say it with --colours rgb, bgr or luma");
            }
            return foreign.channels().getAsInt() == LUMA_CHANNELS ? ForeignColours.LUMA : ForeignColours.RGB;
        }
        ForeignColours wished = wishes.colours().get();
        if (foreign.channels().isPresent() && foreign.channels().getAsInt() != wished.channels()) {
            throw new ForeignNetworkException("The input '" + foreign.input() + "' takes "
                    + foreign.channels().getAsInt() + (foreign.channels().getAsInt() == 1 ? " channel" : " channels")
                    + ", but " + wished.name().toLowerCase(Locale.ROOT) + " has " + wished.channels());
        }
        return wished;
    }

    private static OptionalInt radius(ForeignGraph foreign, ForeignColours colours) {
        OptionalInt own = ForeignRadius.of(foreign.meta().getGraphDef(), foreign.input(), foreign.output());
        return own.isPresent() && colours == ForeignColours.LUMA
                ? OptionalInt.of(Math.max(own.getAsInt(), ForeignAdapter.BICUBIC_RADIUS))
                : own;
    }

    private static int scale(Path path, OptionalInt wished, Path directory, ForeignColours colours) throws IOException {
        OptionalInt scale = wished;
        try (ZooModel<NDList, NDList> network = load(path, directory)) {
            for (int[] size : SIZES) {
                int height = size[0];
                int width = size[1];
                String image = "an image of " + width + "x" + height + " pixels";
                long[] given = given(network, height, width, image);
                String seen = "The network gives " + Arrays.toString(given) + " for " + image;
                int expected = scale.orElse(Math.toIntExact(given.length < 2 ? 0 : given[1] / height));
                long[] right = {1, (long) height * expected, (long) width * expected, colours.channels()};
                if (expected < LEAST_SCALE || !Arrays.equals(given, right)) {
                    throw new ForeignNetworkException(
                            scale.isPresent()
                                    ? seen + "; at scale " + expected + " that must be " + Arrays.toString(right)
                                    : seen + "; that must be [1, scale x " + height + ", scale x " + width + ", "
                                            + colours.channels() + "] with a whole scale, 2 or more");
                }
                scale = OptionalInt.of(expected);
            }
        }
        return scale.getAsInt();
    }

    private static ZooModel<NDList, NDList> load(Path path, Path directory) throws IOException {
        try {
            return SavedModels.load(directory, ForeignModel.TRIAL);
        } catch (IOException e) {
            throw new ForeignNetworkException("The network in " + path + " cannot be loaded: " + FirstLine.of(e), e);
        }
    }

    private static long[] given(ZooModel<NDList, NDList> network, int height, int width, String image)
            throws ForeignNetworkException {
        float[] noise = new float[height * width * RgbImage.CHANNELS];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        try {
            return SavedModels.run(
                    network,
                    manager -> new NDList(manager.create(noise, new Shape(1, height, width, RgbImage.CHANNELS))),
                    outputs -> {
                        NDArray output = outputs.singletonOrThrow();
                        TiledNetwork.requireFinite(output.toFloatArray());
                        return output.getShape().getShape();
                    });
        } catch (RuntimeException e) {
            throw new ForeignNetworkException(
                    "The network cannot be run on " + image + ", but must take any height and width: "
                            + FirstLine.of(e),
                    e);
        }
    }
}
