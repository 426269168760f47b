package org.deconas.imaging;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/** Square textures that tile without a seam. */
final class TextureTile {

    private static final int SIDE = 256;

    private TextureTile() {}

    /**
     * Noise with a spectrum near 1/f: octaves of smooth noise whose amplitudes fall with their frequency.
     *
     * @param base mean colour
     * @param random the only source of chance; chooses roughness, direction and contrast too
     * @return a tile of 256x256 pixels
     */
    static BufferedImage fractal(Color base, RandomGenerator random) {
        float[] noise = noise(random.nextDouble(0.45, 0.85), random.nextInt(3), random.nextBoolean(), random);
        double contrast = Math.exp(random.nextDouble(Math.log(4), Math.log(45)));
        // Reflectance varies mostly in brightness, a little in hue.
        double[] gain = {
            random.nextDouble(0.7, 1.1) * contrast, contrast, random.nextDouble(0.7, 1.1) * contrast,
        };
        BufferedImage tile = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < noise.length; i++) {
            int red = clamp(base.getRed() + gain[0] * noise[i]);
            int green = clamp(base.getGreen() + gain[1] * noise[i]);
            int blue = clamp(base.getBlue() + gain[2] * noise[i]);
            tile.setRGB(i % SIDE, i / SIDE, red << 16 | green << 8 | blue);
        }
        return tile;
    }

    /**
     * @param persistence amplitude of an octave relative to the one before
     * @param stretch octaves by which the noise is coarser along x than along y, as in wood or fur
     * @param ridged whether to fold every octave at zero, which gives veins and bark
     * @return shape [SIDE, SIDE], mean 0, standard deviation 1
     */
    private static float[] noise(double persistence, int stretch, boolean ridged, RandomGenerator random) {
        float[] sum = new float[SIDE * SIDE];
        double amplitude = 1;
        for (int cells = 4; cells <= SIDE / 2; cells *= 2, amplitude *= persistence) {
            int columns = Math.max(2, cells >> stretch);
            float[] lattice = new float[cells * columns];
            for (int i = 0; i < lattice.length; i++) {
                lattice[i] = (float) random.nextGaussian();
            }
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    double value =
                            smooth(lattice, columns, cells, x * columns / (double) SIDE, y * cells / (double) SIDE);
                    sum[y * SIDE + x] += (float) (amplitude * (ridged ? -Math.abs(value) : value));
                }
            }
        }
        return normalised(sum);
    }

    private static double smooth(float[] lattice, int columns, int rows, double x, double y) {
        int left = (int) x;
        int top = (int) y;
        double u = ease(x - left);
        double v = ease(y - top);
        int right = (left + 1) % columns;
        int bottom = (top + 1) % rows;
        double upper = lattice[top * columns + left] * (1 - u) + lattice[top * columns + right] * u;
        double lower = lattice[bottom * columns + left] * (1 - u) + lattice[bottom * columns + right] * u;
        return upper * (1 - v) + lower * v;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static float[] normalised(float[] values) {
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value;
            square += (double) value * value;
        }
        mean /= values.length;
        double deviation = Math.sqrt(square / values.length - mean * mean);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - mean) / deviation);
        }
        return values;
    }

    private static int clamp(double value) {
        return (int) Math.min(255, Math.max(0, value + 0.5));
    }
}
