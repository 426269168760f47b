package org.deconas.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** What a lens and a sensor do to a drawn canvas of type INT_RGB. */
final class Softening {

    private Softening() {}

    /**
     * Averages blocks of pixels.
     *
     * @param canvas sides are multiples of {@code factor}
     * @param factor side of a block
     * @return the smaller image
     */
    static RgbImage boxDownscale(BufferedImage canvas, int factor) {
        int width = canvas.getWidth() / factor;
        int height = canvas.getHeight() / factor;
        int[] pixels = pixels(canvas);
        byte[] data = new byte[RgbImage.CHANNELS * width * height];
        int area = factor * factor;
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int sum = area / 2;
                    for (int i = 0; i < area; i++) {
                        int from = (y * factor + i / factor) * canvas.getWidth() + x * factor + i % factor;
                        sum += pixels[from] >> shift & 0xff;
                    }
                    data[at++] = (byte) (sum / area);
                }
            }
        }
        return new RgbImage(width, height, data);
    }

    /**
     * Blurs in place, with the border pixels repeated outwards.
     *
     * @param canvas the canvas
     * @param sigma standard deviation of the Gaussian in pixels, above 0
     */
    static void gaussian(BufferedImage canvas, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        float[] weights = new float[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-i * i / (2 * sigma * sigma));
        }
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = (float) (Math.exp(-i * i / (2 * sigma * sigma)) / sum);
        }
        int width = canvas.getWidth();
        int height = canvas.getHeight();
        int[] pixels = pixels(canvas);
        for (int y = 0; y < height; y++) {
            blurLine(pixels, y * width, 1, width, weights);
        }
        for (int x = 0; x < width; x++) {
            blurLine(pixels, x, width, height, weights);
        }
    }

    private static void blurLine(int[] pixels, int start, int stride, int length, float[] weights) {
        int reach = weights.length / 2;
        int[] line = new int[length];
        for (int i = 0; i < length; i++) {
            line[i] = pixels[start + i * stride];
        }
        for (int i = 0; i < length; i++) {
            float red = 0.5f;
            float green = 0.5f;
            float blue = 0.5f;
            for (int tap = 0; tap < weights.length; tap++) {
                int pixel = line[Math.min(length - 1, Math.max(0, i + tap - reach))];
                red += weights[tap] * (pixel >> 16 & 0xff);
                green += weights[tap] * (pixel >> 8 & 0xff);
                blue += weights[tap] * (pixel & 0xff);
            }
            pixels[start + i * stride] =
                    Math.min(255, (int) red) << 16 | Math.min(255, (int) green) << 8 | Math.min(255, (int) blue);
        }
    }

    private static int[] pixels(BufferedImage canvas) {
        return ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
    }
}
