package org.deconas.networks;

import org.deconas.searchspace.Architecture;

/**
 * How a network's loss rises along a direction of one weight array, by differences to either side: at the kink of a ReLU the two
 * disagree, and the derivative lies between. The loss is summed in double precision.
 *
 * @param least the smaller of the two, for a step of length 1
 * @param most the larger
 */
record Slope(double least, double most) {

    private static final double STEP = 1e-2;

    /** Both are 0 along the direction 0. */
    static Slope of(
            TrainableNetwork network,
            Architecture architecture,
            Batch low,
            Batch high,
            String name,
            float[] direction) {
        double length = length(direction);
        if (length == 0) {
            return new Slope(0, 0);
        }
        Weights weights = network.weights();
        float[] values = weights.arrays().get(name).values;
        float[] before = values.clone();
        double[] losses = new double[3];
        for (int side = -1; side <= 1; side++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (before[i] + side * STEP / length * direction[i]);
            }
            network.load(weights);
            losses[side + 1] = loss(network.upscale(architecture, low), high);
        }
        System.arraycopy(before, 0, values, 0, values.length);
        network.load(weights);
        double behind = (losses[1] - losses[0]) / STEP;
        double ahead = (losses[2] - losses[1]) / STEP;
        return new Slope(Math.min(behind, ahead), Math.max(behind, ahead));
    }

    private static double loss(Batch output, Batch high) {
        double sum = 0;
        for (int i = 0; i < output.values().length; i++) {
            sum += Math.abs((double) output.values()[i] - high.values()[i]);
        }
        return sum / output.values().length;
    }

    static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
