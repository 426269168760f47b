package org.deconas.cli.watching;

import java.nio.charset.Charset;
import java.util.List;

/**
 * The characters that bars and curves are drawn with.
 *
 * @param done a column of a bar that is done
 * @param open a column that is not
 * @param levels columns of a curve, the lowest first
 * @param cut what stands for what has no room
 */
record Glyphs(String done, String open, String levels, String cut) {

    static final Glyphs BLOCKS = new Glyphs("█", "░", "▁▂▃▄▅▆▇█", "…");
    static final Glyphs ASCII = new Glyphs("#", ".", "_.-=+*#", "~");

    /** What a terminal of that encoding can show. */
    static Glyphs of(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("█░▁…") ? BLOCKS : ASCII;
    }

    /**
     * A bar.
     *
     * @param fraction in [0, 1]
     * @param width columns
     */
    String bar(double fraction, int width) {
        int full = (int) Math.floor(Math.max(0, Math.min(1, fraction)) * width);
        return done.repeat(full) + open.repeat(width - full);
    }

    /**
     * A curve of one line; of more values than columns the mean of those that share one.
     *
     * @param width columns at most
     */
    String curve(List<Double> values, int width) {
        int columns = Math.min(width, values.size());
        double[] means = new double[columns];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < columns; i++) {
            int from = (int) ((long) i * values.size() / columns);
            int to = (int) ((long) (i + 1) * values.size() / columns);
            means[i] = values.subList(from, to).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            least = Math.min(least, means[i]);
            most = Math.max(most, means[i]);
        }
        StringBuilder curve = new StringBuilder();
        for (double mean : means) {
            double height = most > least ? (mean - least) / (most - least) : 0.5;
            curve.append(levels.charAt((int) Math.round(height * (levels.length() - 1))));
        }
        return curve.toString();
    }
}
