package org.deconas.serving;

import java.util.List;
import java.util.stream.Stream;

/** One of the eight ways to lay an image: turned by quarters, and mirrored. */
record Orientation(boolean transposed, boolean mirrored, boolean upsideDown) {

    static List<Orientation> all() {
        return Stream.of(false, true)
                .flatMap(transposed -> Stream.of(false, true)
                        .flatMap(mirrored -> Stream.of(false, true)
                                .map(upsideDown -> new Orientation(transposed, mirrored, upsideDown))))
                .toList();
    }

    int width(int width, int height) {
        return transposed ? height : width;
    }

    int height(int width, int height) {
        return transposed ? width : height;
    }

    /** Where a pixel of the upright image lies in the one that is laid so. */
    int index(int x, int y, int width, int height) {
        int column = mirrored ? width - 1 - x : x;
        int row = upsideDown ? height - 1 - y : y;
        return transposed ? column * height + row : row * width + column;
    }

    /** An upright image, laid so. */
    float[] lay(float[] upright, int width, int height, int channels) {
        float[] laid = new float[upright.length];
        for (int y = 0, from = 0; y < height; y++) {
            for (int x = 0; x < width; x++, from += channels) {
                System.arraycopy(upright, from, laid, index(x, y, width, height) * channels, channels);
            }
        }
        return laid;
    }

    /** Adds an image that was laid so to an upright one of the size width x height. */
    void addUpright(float[] laid, float[] sum, int width, int height, int channels) {
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = index(x, y, width, height) * channels;
                for (int channel = 0; channel < channels; channel++, to++) {
                    sum[to] += laid[from + channel];
                }
            }
        }
    }
}
