package org.deconas.inference.network;

import java.util.Optional;
import org.deconas.pictures.PictureLayout;
import org.deconas.pictures.RowSource;
import org.deconas.pictures.Samples;
import org.deconas.serving.Enlarging;

/** The rows of an enlarged picture, rounded to samples, computed as they are asked for. */
final class EnlargedRows implements RowSource {

    private static final int RGB = 3;

    /** Rows of an enlargement, one after another. */
    private static final class Rows {
        private final Enlarging enlarging;
        private Enlarging.Band band = new Enlarging.Band(0, new float[0]);
        private int next;

        Rows(Enlarging enlarging) {
            this.enlarging = enlarging;
        }

        /** Goes to the next row; gives where it begins. */
        int advance(int rowLength) {
            if (next == band.rows()) {
                band = enlarging.next();
                next = 0;
            }
            return next++ * rowLength;
        }
    }

    private final Rows colours;
    private final Optional<Rows> opacities;
    private final int width;
    private final PictureLayout layout;

    /**
     * @param opacity empty for an image that is opaque everywhere
     * @param width of the enlarged image, pixels
     */
    EnlargedRows(Enlarging colour, Optional<Enlarging> opacity, int width, PictureLayout layout) {
        this.colours = new Rows(colour);
        this.opacities = opacity.map(Rows::new);
        this.width = width;
        this.layout = layout;
    }

    @Override
    public void fill(int y, int rows, Samples target) {
        for (int row = 0; row < rows; row++) {
            int to = row * width * layout.channels();
            colours(colours.advance(width * RGB), target, to);
            if (layout.alpha()) {
                opacity(target, to + layout.colourChannels());
            }
        }
    }

    private void colours(int from, Samples target, int to) {
        float[] values = colours.band.values();
        for (int x = 0; x < width; x++, from += RGB, to += layout.channels()) {
            if (layout.colour()) {
                target.set(to, sample(values[from]));
                target.set(to + 1, sample(values[from + 1]));
                target.set(to + 2, sample(values[from + 2]));
            } else {
                target.set(to, sample(grey(values, from)));
            }
        }
    }

    private void opacity(Samples target, int to) {
        if (opacities.isEmpty()) {
            for (int x = 0; x < width; x++, to += layout.channels()) {
                target.set(to, layout.max());
            }
            return;
        }
        int from = opacities.get().advance(width * RGB);
        float[] values = opacities.get().band.values();
        for (int x = 0; x < width; x++, from += RGB, to += layout.channels()) {
            target.set(to, sample(grey(values, from)));
        }
    }

    private static float grey(float[] values, int from) {
        return (values[from] + values[from + 1] + values[from + 2]) / RGB;
    }

    private int sample(float value) {
        return Math.round(Math.min(1, Math.max(0, value)) * layout.max());
    }
}
