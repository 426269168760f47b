package org.deconas.serving;

import java.io.IOException;
import java.nio.file.Path;
import org.deconas.imaging.RgbImage;

/**
 * A network that was exported as a TensorFlow SavedModel, in memory and ready to enlarge images. It holds native memory until it is
 * closed. Several threads may use it at once, but each run takes all processors already. Whole images are run by the library that it was
 * opened with, tiles of larger ones by TensorFlow.
 */
public final class ServedNetwork implements AutoCloseable {

    /** What a directory has to hold to be a SavedModel. */
    public static final String SAVED_MODEL_FILE = "saved_model.pb";

    static final String WHOLE = "serving_default";
    private static final int CHANNELS = RgbImage.CHANNELS;
    private static final int FIRST_SIDE = 16;

    private final NetworkRuntime.Runs wholeRuns;
    private final Path directory;
    private final int scale;
    private final BatchedRuns runs;
    private TiledNetwork tiled; // null until it is needed

    private ServedNetwork(NetworkRuntime.Runs wholeRuns, Path directory, int scale, Batching batching) {
        this.wholeRuns = wholeRuns;
        this.directory = directory;
        this.scale = scale;
        this.runs = new BatchedRuns(wholeRuns::run, batching);
    }

    /**
     * Loads TensorFlow, which {@link #open} does otherwise; it takes about a second, once in a process.
     *
     * @throws IllegalStateException when it cannot be loaded, with one line that says why
     */
    public static void loadEngine() {
        TensorFlowEngine.load();
    }

    /** Loads a network that enlarges each image by itself; see {@link #open(Path, int, Batching, NetworkRuntime)}. */
    public static ServedNetwork open(Path savedModelDirectory, int scale) throws IOException {
        return open(savedModelDirectory, scale, Batching.NONE);
    }

    /** Loads a network into TensorFlow; see {@link #open(Path, int, Batching, NetworkRuntime)}. */
    public static ServedNetwork open(Path savedModelDirectory, int scale, Batching batching) throws IOException {
        return open(savedModelDirectory, scale, batching, NetworkRuntime.TENSORFLOW);
    }

    /**
     * Loads a network and runs it once, because a first run is slow.
     *
     * @param savedModelDirectory signature {@code serving_default}, one input and one output, float32 NHWC RGB in [0, 1]
     * @param scale how many times larger the output is, at least 1
     * @param batching of images that are enlarged in one run
     * @param runtime of whole images; tiles are TensorFlow's
     * @throws IOException when there is no such model or it cannot be used, with one line that says why
     */
    public static ServedNetwork open(Path savedModelDirectory, int scale, Batching batching, NetworkRuntime runtime)
            throws IOException {
        ServedNetwork network =
                new ServedNetwork(runtime.open(savedModelDirectory, scale), savedModelDirectory, scale, batching);
        try {
            network.wholeRuns.run(new float[FIRST_SIDE * FIRST_SIDE * CHANNELS], 1, FIRST_SIDE, FIRST_SIDE);
        } catch (RuntimeException e) {
            network.close();
            throw new IOException("The SavedModel in " + savedModelDirectory + " cannot be run: " + FirstLine.of(e), e);
        }
        return network;
    }

    /** How many times wider and higher an image becomes. */
    public int scale() {
        return scale;
    }

    /**
     * Enlarges an image, rounded to 8 bits.
     *
     * @throws IllegalStateException when the network fails, or gives values that are no numbers; the next image is not concerned
     */
    public RgbImage upscale(RgbImage low) {
        return RgbImage.ofFloats(
                low.width() * scale,
                low.height() * scale,
                whole(low.toFloats(), low.width(), low.height(), Turns.alone()));
    }

    /**
     * Enlarges an image, in one run if it has at most so many pixels, else tile by tile: without a seam, in memory that does not grow with
     * the image, and while its rows are asked for.
     *
     * @param pixelsAtOnce what the network may see at once
     * @param turns asked before each run, and told after it
     * @throws IOException when the network cannot be run tile by tile, with one line that says why
     * @throws IllegalStateException when it fails
     */
    public Enlarging enlarge(Pixels low, long pixelsAtOnce, Turns turns) throws IOException {
        if (pixels(low) > pixelsAtOnce) {
            return tiled().enlarge(low, pixelsAtOnce, turns);
        }
        float[] enlarged = whole(read(low), low.width(), low.height(), turns);
        turns.seen(pixels(low), pixels(low));
        return Enlarging.of(new Enlarging.Band(low.height() * scale, enlarged));
    }

    /**
     * Geometric self-ensemble (Timofte, Rothe and Van Gool 2016): the mean of what becomes of the image in its eight orientations, each in
     * one run. Eight times the work.
     *
     * @throws IllegalStateException when the network fails
     */
    public Enlarging enlargeInAllOrientations(Pixels low, Turns turns) {
        float[] upright = read(low);
        int width = low.width();
        int height = low.height();
        float[] mean = new float[upright.length * scale * scale];
        for (Orientation orientation : Orientation.all()) {
            float[] enlarged = whole(
                    orientation.lay(upright, width, height, CHANNELS),
                    orientation.width(width, height),
                    orientation.height(width, height),
                    turns);
            orientation.addUpright(enlarged, mean, width * scale, height * scale, CHANNELS);
            turns.seen(pixels(low), pixels(low) * Orientation.all().size());
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= Orientation.all().size();
        }
        return Enlarging.of(new Enlarging.Band(height * scale, mean));
    }

    private static long pixels(Pixels image) {
        return (long) image.width() * image.height();
    }

    private static float[] read(Pixels image) {
        float[] values = new float[Math.toIntExact(pixels(image) * CHANNELS)];
        image.read(0, 0, image.width(), image.height(), values);
        return values;
    }

    private float[] whole(float[] low, int width, int height, Turns turns) {
        float[] enlarged = runs.enlarge(low, width, height, turns);
        TiledNetwork.requireFinite(enlarged);
        return enlarged;
    }

    private synchronized TiledNetwork tiled() throws IOException {
        if (tiled == null) {
            tiled = TiledNetwork.open(directory, scale);
        }
        return tiled;
    }

    /** Frees the native memory. */
    @Override
    public synchronized void close() {
        wholeRuns.close();
        if (tiled != null) {
            tiled.close();
        }
    }
}
