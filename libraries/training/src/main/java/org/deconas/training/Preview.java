package org.deconas.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.ImagePair;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.SourceImage;

/**
 * A picture that lets people see what a network makes of validation images: a row for each, enlarged by bicubic, by the network, and the
 * original. Nothing is decided by it.
 *
 * @param images squares from the middle of the first validation images, all of one size
 */
public record Preview(List<ImagePair> images) {

    /** Side of a square on the high-resolution side, pixels: twelve of them are a PNG of at most 300 kB, barring noise. */
    private static final int SIDE = 96;

    private static final int GAP = 4;
    private static final byte WHITE = (byte) 255;
    private static final int COLUMNS = 3;

    /**
     * Reads the images.
     *
     * @param validation images, at least one
     * @param count how many at most, at least 1
     * @throws IOException when one cannot be read
     */
    public static Preview read(List<SourceImage> validation, int count, int scale) throws IOException {
        List<SourceImage> shown = validation.subList(0, Math.min(count, validation.size()));
        int side = SIDE / scale;
        for (SourceImage image : shown) {
            side = Math.min(side, Math.min(image.size().width(), image.size().height()) / scale);
        }
        List<ImagePair> squares = new ArrayList<>();
        for (SourceImage image : shown) {
            ImagePair pair = ImagePair.degrade(image.read(), scale);
            RgbImage low = pair.lowResolution();
            squares.add(pair.patch((low.width() - side) / 2, (low.height() - side) / 2, side));
        }
        return new Preview(List.copyOf(squares));
    }

    /**
     * The picture of a network, the same bytes for the same outputs.
     *
     * @param training whose network is shown as it would be exported now
     * @return a PNG of three columns and a row for each image
     */
    public byte[] png(NetworkTraining training) {
        List<RgbImage> enlarged =
                training.enlarge(images.stream().map(ImagePair::lowResolution).toList());
        int side = images.get(0).highResolution().width();
        Canvas canvas = new Canvas(COLUMNS * (side + GAP) - GAP, images.size() * (side + GAP) - GAP);
        for (int row = 0; row < images.size(); row++) {
            ImagePair pair = images.get(row);
            int y = row * (side + GAP);
            canvas.put(Bicubic.upscale(pair.lowResolution(), pair.scale()), 0, y);
            canvas.put(enlarged.get(row), side + GAP, y);
            canvas.put(pair.highResolution(), 2 * (side + GAP), y);
        }
        return ImageFiles.toPng(canvas.image());
    }

    /** White, where nothing was put. */
    private static final class Canvas {
        private final int width;
        private final int height;
        private final byte[] data; // shape [height, width, 3]

        Canvas(int width, int height) {
            this.width = width;
            this.height = height;
            data = new byte[RgbImage.CHANNELS * width * height];
            Arrays.fill(data, WHITE);
        }

        void put(RgbImage image, int x, int y) {
            int row = RgbImage.CHANNELS * image.width();
            for (int i = 0; i < image.height(); i++) {
                System.arraycopy(image.data(), i * row, data, RgbImage.CHANNELS * ((y + i) * width + x), row);
            }
        }

        RgbImage image() {
            return new RgbImage(width, height, data);
        }
    }
}
