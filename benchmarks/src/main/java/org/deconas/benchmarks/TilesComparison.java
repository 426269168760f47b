package org.deconas.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.serving.Enlarging;
import org.deconas.serving.Pixels;
import org.deconas.serving.ServedNetwork;
import org.deconas.serving.Turns;

/** One photograph enlarged in one run and tile by tile, and what differs, amplified until it is seen. */
public final class TilesComparison {

    private static final int MODEL = 0;
    private static final int SCALE = 1;
    private static final int IMAGE = 2;
    private static final int SIDE = 3;
    private static final int RESULTS = 4;
    private static final float STEPS = 255;

    private TilesComparison() {}

    /** @param arguments the SavedModel's directory, its scale, an image, the side of a tile in its pixels, and a folder for what comes out */
    public static void main(String[] arguments) throws IOException {
        int scale = Integer.parseInt(arguments[SCALE]);
        int side = Integer.parseInt(arguments[SIDE]);
        RgbImage low = ImageFiles.read(Path.of(arguments[IMAGE]));
        Path results = Files.createDirectories(Path.of(arguments[RESULTS]));
        int width = low.width() * scale;
        int height = low.height() * scale;
        try (ServedNetwork network = ServedNetwork.open(Path.of(arguments[MODEL]), scale)) {
            float[] whole = enlarged(network, low, Long.MAX_VALUE);
            float[] tiled = enlarged(network, low, (long) side * side);
            float[] difference = new float[whole.length];
            double sum = 0;
            float most = 0;
            int roundedOtherwise = 0;
            for (int i = 0; i < whole.length; i++) {
                difference[i] = Math.abs(whole[i] - tiled[i]) * STEPS;
                sum += difference[i];
                most = Math.max(most, difference[i]);
                roundedOtherwise += rounded(whole[i]) == rounded(tiled[i]) ? 0 : 1;
            }
            float amplification = most == 0 ? 1 : STEPS / most;
            for (int i = 0; i < difference.length; i++) {
                difference[i] *= amplification / STEPS;
            }
            ImageFiles.writePng(RgbImage.ofFloats(width, height, whole), results.resolve("whole.png"));
            ImageFiles.writePng(RgbImage.ofFloats(width, height, tiled), results.resolve("tiled.png"));
            ImageFiles.writePng(RgbImage.ofFloats(width, height, difference), results.resolve("difference.png"));
            System.out.printf(
                    Locale.ROOT,
                    "%dx%d in tiles of %d and in one run: in steps of 8 bits at most %.2g, in the mean %.2g;"
                            + " %d of %d samples are rounded otherwise; difference.png shows it %.0f times as strong%n",
                    low.width(),
                    low.height(),
                    side,
                    most,
                    sum / whole.length,
                    roundedOtherwise,
                    whole.length,
                    amplification);
        }
    }

    private static int rounded(float value) {
        return Math.round(Math.min(1, Math.max(0, value)) * STEPS);
    }

    private static float[] enlarged(ServedNetwork network, RgbImage low, long pixelsAtOnce) throws IOException {
        Enlarging enlarging = network.enlarge(new ImagePixels(low), pixelsAtOnce, Turns.alone());
        float[] enlarged = new float[low.data().length * network.scale() * network.scale()];
        int at = 0;
        while (enlarging.hasNext()) {
            float[] values = enlarging.next().values();
            System.arraycopy(values, 0, enlarged, at, values.length);
            at += values.length;
        }
        return enlarged;
    }

    private record ImagePixels(RgbImage image) implements Pixels {

        @Override
        public int width() {
            return image.width();
        }

        @Override
        public int height() {
            return image.height();
        }

        @Override
        public void read(int x, int y, int width, int height, float[] target) {
            int channels = RgbImage.CHANNELS;
            for (int row = 0; row < height; row++) {
                int from = ((y + row) * image.width() + x) * channels;
                for (int i = 0; i < width * channels; i++) {
                    target[row * width * channels + i] = (image.data()[from + i] & 0xff) / STEPS;
                }
            }
        }
    }
}
