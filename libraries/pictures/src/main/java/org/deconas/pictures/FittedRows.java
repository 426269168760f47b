package org.deconas.pictures;

import java.io.IOException;

/** Rows as a format can hold them: transparency flattened on white, 16 bits rounded to 8, grey as three equal colours. */
final class FittedRows implements RowSource {

    private final RowSource source;
    private final int width;
    private final PictureLayout from;
    private final PictureLayout to;

    FittedRows(RowSource source, int width, PictureLayout from, PictureLayout to) {
        this.source = source;
        this.width = width;
        this.from = from;
        this.to = to;
    }

    @Override
    public void fill(int y, int rows, Samples target) throws IOException {
        Samples original = Samples.of(from.bits(), width * rows * from.channels());
        source.fill(y, rows, original);
        long max = from.max();
        for (int pixel = 0; pixel < width * rows; pixel++) {
            int at = pixel * from.channels();
            int place = pixel * to.channels();
            long opacity = from.alpha() ? original.get(at + from.colourChannels()) : max;
            for (int c = 0; c < to.colourChannels(); c++) {
                long value = original.get(at + (from.colour() ? c : 0));
                // At a scale of max squared, so that it is rounded once.
                long shown = to.alpha() ? value * max : value * opacity + max * (max - opacity);
                target.set(place + c, (int) ((shown * to.max() + max * max / 2) / (max * max)));
            }
            if (to.alpha()) {
                target.set(place + to.colourChannels(), (int) ((opacity * to.max() + max / 2) / max));
            }
        }
    }
}
