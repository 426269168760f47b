package org.deconas.networks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Channel attention of a tile: the means of the whole image that it is a part of come from outside, as [attention layers, F] in the order of the
 * network.
 */
final class TilePooling implements Pooling {

    private final Ops tf;
    private final Operand<TFloat32> means;
    private final int layers;
    private final int filters;
    private int layer;

    TilePooling(Ops tf, Operand<TFloat32> means, int layers, int filters) {
        this.tf = tf;
        this.means = means;
        this.layers = layers;
        this.filters = filters;
    }

    @Override
    public Operand<TFloat32> of(Operand<TFloat32> maps) {
        if (layer == layers) {
            throw new IllegalStateException("The network has more than " + layers + " layers of attention");
        }
        Operand<TFloat32> mean = tf.slice(means, tf.array(layer++, 0), tf.array(1, filters));
        return tf.reshape(mean, tf.array(1, 1, 1, filters));
    }

    /**
     * The same, and what the tile adds to those means: sums over the part of it that no other tile has. While the means of the whole image
     * are not known, the tile's own stand for them.
     */
    static final class Statistics implements Pooling {

        private final Ops tf;
        private final TilePooling given;
        private final Operand<TBool> known;
        private final Operand<TInt32> window;
        private final List<Operand<TFloat32>> sums = new ArrayList<>();

        /**
         * @param known whether the means are known
         * @param window [top, left, height, width] of the part that counts
         */
        Statistics(Ops tf, TilePooling given, Operand<TBool> known, Operand<TInt32> window) {
            this.tf = tf;
            this.given = given;
            this.known = known;
            this.window = window;
        }

        @Override
        public Operand<TFloat32> of(Operand<TFloat32> maps) {
            Operand<TInt32> from = tf.concat(
                    List.of(tf.array(0), tf.slice(window, tf.array(0), tf.array(2)), tf.array(0)), tf.constant(0));
            Operand<TInt32> size = tf.slice(window, tf.array(2), tf.array(2));
            Operand<TInt32> extent = tf.concat(List.of(tf.array(1), size, tf.array(given.filters)), tf.constant(0));
            Operand<TFloat32> sum = tf.reduceSum(tf.slice(maps, from, extent), tf.array(1, 2));
            sums.add(sum);
            Operand<TFloat32> pixels = tf.dtypes.cast(tf.prod(size, tf.array(0)), TFloat32.class);
            Operand<TFloat32> own = tf.reshape(tf.math.div(sum, pixels), tf.array(1, 1, 1, given.filters));
            return tf.select(known, given.of(maps), own);
        }

        /** [attention layers, F]. */
        Operand<TFloat32> sums() {
            return sums.size() == 1 ? sums.get(0) : tf.concat(sums, tf.constant(0));
        }
    }
}
