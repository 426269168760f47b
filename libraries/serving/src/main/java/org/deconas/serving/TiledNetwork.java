package org.deconas.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deconas.imaging.RgbImage;

/**
 * A network that enlarges an image tile by tile, in memory that does not grow with the image. Each tile is run with the receptive field
 * around it, so that it has no seams; what channel attention takes from the whole image is gathered from all tiles first, and again with
 * what was gathered, because what one layer attends to decides what the next one sees.
 */
final class TiledNetwork implements AutoCloseable {

    /**
     * How often the tiles are run for their statistics. Each pass makes the means of one more layer of attention exact, and those behind it
     * nearly so.
     */
    static final int PASSES = 2;

    /** What a row of tiles gives is in memory at once: so many values, 128 MiB, unless the image is wider than tiles can be flat. */
    private static final long BAND_VALUES = 32 << 20;

    static final String TILE = "tile";
    private static final String STATISTICS = "statistics";

    private final ZooModel<NDList, NDList> tile;
    private final Optional<ZooModel<NDList, NDList>> statistics; // empty for a network without attention
    private final Shape means; // layers of attention, filters
    private final int scale;
    private final int radius;

    private TiledNetwork(ZooModel<NDList, NDList> tile, Optional<ZooModel<NDList, NDList>> statistics, int scale) {
        this.tile = tile;
        this.statistics = statistics;
        this.means = statistics
                .map(model -> model.getBlock().describeInput().get("means"))
                .orElse(new Shape());
        this.scale = scale;
        Tile.Area pixel = new Tile.Area(0, 0, 1, 1);
        float[] black = new float[RgbImage.CHANNELS];
        this.radius = SavedModels.run(
                tile,
                manager -> tileInputs(manager, black, pixel, new float[(int) means.size()]),
                outputs -> outputs.get("radius").getInt());
    }

    /**
     * Loads a network.
     *
     * @param savedModelDirectory as our trainers export it: with the signatures {@code tile} and, for one with attention, {@code statistics}
     * @param scale how many times larger the output is
     * @throws IOException when there is no such model or it cannot be used, with one line that says why
     */
    static TiledNetwork open(Path savedModelDirectory, int scale) throws IOException {
        Set<String> signatures = SavedModels.signatures(savedModelDirectory);
        if (!signatures.contains(TILE)) {
            throw new IOException("The SavedModel in " + savedModelDirectory + " has no signature '" + TILE
                    + "'; export the network again to run it tile by tile");
        }
        ZooModel<NDList, NDList> tile = SavedModels.load(savedModelDirectory, TILE);
        return new TiledNetwork(
                tile,
                signatures.contains(STATISTICS)
                        ? Optional.of(SavedModels.load(savedModelDirectory, STATISTICS))
                        : Optional.empty(),
                scale);
    }

    /** How far around a tile the network sees, in pixels of the image that is enlarged. */
    int radius() {
        return radius;
    }

    /**
     * Enlarges an image; its statistics are gathered at once, its rows when they are asked for.
     *
     * @param pixelsAtOnce that the network sees; memory grows with them. What is left of them beside the receptive field is new in each tile,
     *     at least 16x16
     * @throws IllegalStateException when the network fails on a tile
     */
    Enlarging enlarge(Pixels low, long pixelsAtOnce, Turns turns) {
        long mostRows = BAND_VALUES / ((long) low.width() * scale * scale * RgbImage.CHANNELS);
        List<List<Tile>> rows = Tile.rows(low.width(), low.height(), radius, pixelsAtOnce, mostRows);
        float[] attention = attention(low, rows, turns);
        Iterator<List<Tile>> left = rows.iterator();
        return new Enlarging() {
            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public Band next() {
                return band(low, left.next(), attention, turns);
            }
        };
    }

    private Enlarging.Band band(Pixels low, List<Tile> row, float[] attention, Turns turns) {
        int width = low.width() * scale * RgbImage.CHANNELS;
        int height = row.get(0).core().height() * scale;
        float[] band = new float[Math.multiplyExact(height, width)];
        for (Tile part : row) {
            float[] seen = read(low, part.crop());
            try (Turns.Turn turn = turns.take()) {
                SavedModels.run(tile, manager -> tileInputs(manager, seen, part.crop(), attention), outputs -> {
                    copyCore(part, outputs.get("sr").toByteBuffer().asFloatBuffer(), band, width);
                    return null;
                });
            }
            turns.seen(part.core().pixels(), all(low));
        }
        requireFinite(band);
        return new Enlarging.Band(height, band);
    }

    /** The means that the layers of attention take from the whole image, [layers, filters]. */
    private float[] attention(Pixels low, List<List<Tile>> rows, Turns turns) {
        float[] known = new float[(int) means.size()];
        if (statistics.isEmpty()) {
            return known;
        }
        double pixels = (double) low.width() * low.height();
        for (int pass = 0; pass < PASSES; pass++) {
            double[] sums = new double[known.length];
            boolean isKnown = pass > 0;
            float[] soFar = known;
            for (List<Tile> row : rows) {
                for (Tile part : row) {
                    float[] seen = read(low, part.crop());
                    float[] added;
                    try (Turns.Turn turn = turns.take()) {
                        added = SavedModels.run(
                                statistics.get(),
                                manager -> statisticsInputs(manager, seen, part, soFar, isKnown),
                                outputs -> outputs.get("sums").toFloatArray());
                    }
                    turns.seen(part.core().pixels(), all(low));
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] += added[i];
                    }
                }
            }
            known = new float[sums.length];
            for (int i = 0; i < sums.length; i++) {
                known[i] = (float) (sums[i] / pixels);
            }
        }
        return known;
    }

    /** Pixels that the network sees: those of the image, once for each of its statistics' passes and once to enlarge them. */
    private long all(Pixels low) {
        return (long) low.width() * low.height() * (statistics.isPresent() ? PASSES + 1 : 1);
    }

    private void copyCore(Tile part, FloatBuffer enlarged, float[] band, int bandWidth) {
        int cropWidth = part.crop().width() * scale * RgbImage.CHANNELS;
        int length = part.core().width() * scale * RgbImage.CHANNELS;
        int fromX = (part.core().x() - part.crop().x()) * scale * RgbImage.CHANNELS;
        int fromY = (part.core().y() - part.crop().y()) * scale;
        int toX = part.core().x() * scale * RgbImage.CHANNELS;
        for (int y = 0; y < part.core().height() * scale; y++) {
            enlarged.position((fromY + y) * cropWidth + fromX);
            enlarged.get(band, y * bandWidth + toX, length);
        }
    }

    static void requireFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("The network gives values that are no numbers");
            }
        }
    }

    private static float[] read(Pixels low, Tile.Area area) {
        float[] values = new float[Math.toIntExact(area.pixels() * RgbImage.CHANNELS)];
        low.read(area.x(), area.y(), area.width(), area.height(), values);
        return values;
    }

    // TensorFlow takes inputs in the order of their names

    private NDList tileInputs(NDManager manager, float[] image, Tile.Area area, float[] attention) {
        NDList inputs = new NDList(image(manager, image, area));
        if (statistics.isPresent()) {
            inputs.add(manager.create(attention, means));
        }
        return inputs;
    }

    private NDList statisticsInputs(NDManager manager, float[] image, Tile part, float[] attention, boolean known) {
        return new NDList(
                manager.create(known),
                image(manager, image, part.crop()),
                manager.create(attention, means),
                manager.create(part.window()));
    }

    private static NDArray image(NDManager manager, float[] values, Tile.Area area) {
        return manager.create(values, new Shape(1, area.height(), area.width(), RgbImage.CHANNELS));
    }

    @Override
    public void close() {
        tile.close();
        statistics.ifPresent(ZooModel::close);
    }
}
