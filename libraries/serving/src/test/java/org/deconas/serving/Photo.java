package org.deconas.serving;

import java.util.Random;

/** An image in memory. */
record Photo(int width, int height, float[] values) implements Pixels {

    static Photo noise(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] values = new float[3 * width * height];
        for (int i = 0; i < values.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            double wave = 0.5 + 0.3 * Math.sin(x * 0.11 + i % 3) * Math.cos(y * 0.07);
            values[i] = (float) Math.min(1, Math.max(0, wave + 0.1 * random.nextGaussian()));
        }
        return new Photo(width, height, values);
    }

    static Photo halves(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] values = new float[3 * width * height];
        for (int i = values.length / 2; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Photo(width, height, values);
    }

    @Override
    public void read(int x, int y, int width, int height, float[] target) {
        for (int row = 0; row < height; row++) {
            System.arraycopy(values, ((y + row) * this.width + x) * 3, target, row * width * 3, width * 3);
        }
    }
}
