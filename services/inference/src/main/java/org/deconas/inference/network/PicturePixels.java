package org.deconas.inference.network;

import org.deconas.pictures.Picture;
import org.deconas.serving.Pixels;

/** What a network sees of a picture: its colours, or its opacity as grey. */
record PicturePixels(Picture picture, boolean isOpacity) implements Pixels {

    @Override
    public int width() {
        return picture.width();
    }

    @Override
    public int height() {
        return picture.height();
    }

    @Override
    public void read(int x, int y, int width, int height, float[] target) {
        if (!isOpacity) {
            picture.rgb(x, y, width, height, target, 0);
            return;
        }
        float[] opacity = new float[width * height];
        picture.alpha(x, y, width, height, opacity, 0);
        for (int i = 0; i < opacity.length; i++) {
            target[3 * i] = opacity[i];
            target[3 * i + 1] = opacity[i];
            target[3 * i + 2] = opacity[i];
        }
    }

    /** Whether every pixel is opaque. */
    static boolean isOpaque(Picture picture) {
        if (!picture.layout().alpha()) {
            return true;
        }
        float[] row = new float[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            picture.alpha(0, y, picture.width(), 1, row, 0);
            for (float opacity : row) {
                if (opacity < 1) {
                    return false;
                }
            }
        }
        return true;
    }
}
