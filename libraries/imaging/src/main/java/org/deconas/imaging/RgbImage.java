package org.deconas.imaging;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An 8-bit RGB image. Two images are equal when their sizes and all their pixels are.
 *
 * <p>The array is shared, not copied, so that pixel loops cost nothing: whoever holds one must not write to it after the
 * image was made.
 *
 * @param width width in pixels, at least 1
 * @param height height in pixels, at least 1
 * @param data samples, shape [height, width, 3], row-major, channel order R, G, B, each an unsigned byte
 */
public record RgbImage(int width, int height, byte[] data) {

    /** Samples per pixel. */
    public static final int CHANNELS = 3;

    /**
     * @throws IllegalArgumentException when a side is not positive or the array's length is not 3·width·height
     */
    public RgbImage {
        Objects.requireNonNull(data, "data");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image needs at least 1x1 pixels, not " + width + "x" + height);
        }
        long needed = (long) CHANNELS * width * height;
        if (data.length != needed) {
            throw new IllegalArgumentException("an RGB image of " + width + "x" + height + " pixels has " + needed
                    + " samples, but the array holds " + data.length);
        }
    }

    /**
     * Takes the stored samples of a decoded image as they are: grey is replicated to the three channels, alpha is dropped,
     * colour profiles are not applied, and samples of another depth are scaled to 8 bits and rounded (16 bits: v/257).
     *
     * @param image any image that ImageIO decodes
     * @return its pixels
     */
    public static RgbImage of(BufferedImage image) {
        return new RgbImage(image.getWidth(), image.getHeight(), DecodedSamples.rgb(image));
    }

    /**
     * Rounds values to 8 bits: clamped to [0,1], times 255, half up.
     *
     * @param width width in pixels
     * @param height height in pixels
     * @param values shape [height, width, 3], nominally in [0,1]
     * @return the image
     * @throws IllegalArgumentException when the length does not fit the size, or a value is NaN
     */
    public static RgbImage ofFloats(int width, int height, float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (Float.isNaN(value)) {
                throw new IllegalArgumentException("sample " + i + " is not a number; an image needs values in [0,1]");
            }
            bytes[i] = (byte) (int) (Math.min(1f, Math.max(0f, value)) * 255f + 0.5f);
        }
        return new RgbImage(width, height, bytes);
    }

    /**
     * @return a copy as an sRGB image without alpha
     */
    public BufferedImage toBufferedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at += CHANNELS) {
                row[x] = (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | data[at + 2] & 0xff;
            }
            image.getRaster().setDataElements(0, y, width, 1, row);
        }
        return image;
    }

    /**
     * @param x left edge, from 0
     * @param y upper edge, from 0
     * @param w width in pixels
     * @param h height in pixels
     * @return the rectangle, copied
     * @throws IllegalArgumentException when the rectangle is empty or reaches outside this image
     */
    public RgbImage crop(int x, int y, int w, int h) {
        if (x < 0 || y < 0 || w < 1 || h < 1 || w > width - x || h > height - y) {
            throw new IllegalArgumentException("a crop of " + w + "x" + h + " pixels at " + x + "," + y
                    + " does not lie inside an image of " + width + "x" + height);
        }
        byte[] part = new byte[CHANNELS * w * h];
        for (int row = 0; row < h; row++) {
            System.arraycopy(data, CHANNELS * ((y + row) * width + x), part, CHANNELS * row * w, CHANNELS * w);
        }
        return new RgbImage(w, h, part);
    }

    /**
     * Drops the columns at the right and the rows at the bottom that do not fill a whole block.
     *
     * @param scale the number both sides have to be a multiple of, at least 1
     * @return this image where nothing has to be dropped, otherwise a copy
     * @throws IllegalArgumentException when a side is shorter than {@code scale}
     */
    public RgbImage cropToMultiple(int scale) {
        requireScale(scale);
        if (width < scale || height < scale) {
            throw new IllegalArgumentException(
                    "an image of " + width + "x" + height + " pixels is smaller than the scale " + scale);
        }
        int w = width - width % scale;
        int h = height - height % scale;
        return w == width && h == height ? this : crop(0, 0, w, h);
    }

    /**
     * @return the samples in [0,1], shape [height, width, 3]
     */
    public float[] toFloats() {
        float[] values = new float[data.length];
        toFloats(values, 0);
        return values;
    }

    /**
     * Writes the samples, in [0,1] and shape [height, width, 3], into a larger array (a batch in NHWC order).
     *
     * @param target where to write
     * @param offset index of the first sample
     */
    public void toFloats(float[] target, int offset) {
        Objects.checkFromIndexSize(offset, data.length, target.length);
        for (int i = 0; i < data.length; i++) {
            target[offset + i] = (data[i] & 0xff) / 255f;
        }
    }

    /**
     * @param times number of quarter turns clockwise; any integer, counted modulo 4
     * @return the turned image; this one for a whole turn
     */
    public RgbImage rotate90(int times) {
        int turns = Math.floorMod(times, 4);
        if (turns == 0) {
            return this;
        }
        int w = turns == 2 ? width : height;
        int h = turns == 2 ? height : width;
        byte[] turned = new byte[data.length];
        for (int y = 0, to = 0; y < h; y++) {
            for (int x = 0; x < w; x++, to += CHANNELS) {
                int from = switch (turns) {
                    case 1 -> (height - 1 - x) * width + y;
                    case 2 -> (height - 1 - y) * width + width - 1 - x;
                    default -> x * width + width - 1 - y;
                };
                copyPixel(from * CHANNELS, turned, to);
            }
        }
        return new RgbImage(w, h, turned);
    }

    /**
     * @return the image mirrored left to right
     */
    public RgbImage flipHorizontally() {
        byte[] flipped = new byte[data.length];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = width - 1; x >= 0; x--, to += CHANNELS) {
                copyPixel((y * width + x) * CHANNELS, flipped, to);
            }
        }
        return new RgbImage(width, height, flipped);
    }

    /**
     * @return SHA-256 over width and height (big-endian 32 bits each) and the samples, 64 lower-case hexadecimal digits
     */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8).putInt(width).putInt(height).flip());
            return HexFormat.of().formatHex(digest.digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbImage image
                && width == image.width
                && height == image.height
                && Arrays.equals(data, image.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "RgbImage[" + width + "x" + height + "]";
    }

    static void requireScale(int scale) {
        if (scale < 1) {
            throw new IllegalArgumentException("a scale is a positive number, not " + scale);
        }
    }

    private void copyPixel(int from, byte[] target, int to) {
        target[to] = data[from];
        target[to + 1] = data[from + 1];
        target[to + 2] = data[from + 2];
    }
}
