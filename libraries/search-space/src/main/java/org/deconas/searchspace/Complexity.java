package org.deconas.searchspace;

/**
 * What a network costs. A weight is counted if the output depends on it: where fusion is searched, a cell may be neither fused
 * nor taken by a cell that is ({@link Architecture#isAlive}), and then the network goes without it. Blocks are always used, by
 * the block after them, which takes all features before it, or as the last one.
 *
 * @param parameters weights and biases that take part in the output
 * @param publishedParameters the same as the authors count it: with cells that nothing uses, and with a 1x1 connection behind
 *     the last block whose output nothing uses (method, section 2)
 * @param multiplyAddsPerPixel multiply-adds of all convolutions for one pixel of the low-resolution image; those of channel
 *     attention are once an image and not counted, as in the literature
 * @param penalty weights of the selected connections over weights of all possible ones, in [0, 1] (method, section 4)
 */
public record Complexity(long parameters, long publishedParameters, long multiplyAddsPerPixel, double penalty) {

    /**
     * Counts the network of an architecture.
     *
     * @throws IllegalArgumentException when the architecture says which of another number of blocks are fused
     */
    public static Complexity of(Architecture architecture, NetworkShape shape) {
        shape.requireBlocksOf(architecture.space());
        Count count = new Count();
        long f = shape.filters();
        int cells = architecture.space().cells();

        // SFENet
        count.convolution(9, 3, f);
        count.convolution(9, f, f);

        // DeCoNet
        for (int block = 0; block < shape.blocks(); block++) {
            if (block > 0) {
                count.convolution(1, (block + 1) * f, f);
            }
            for (int cell = 0; cell < cells; cell++) {
                count.cell(architecture, cell, shape);
            }
            count.convolution(1, architecture.locallyFused().size() * f, f);
        }

        // GFF
        count.convolution(1, architecture.globallyFused(shape.blocks()).size() * f, f);
        count.convolution(9, f, f);

        // UPNet: a stage works on the pixels that the stage before it made
        long channels = f;
        long pixels = 1;
        long up = NetworkShape.UPSAMPLED_FILTERS;
        long stageArea = (long) shape.stageScale() * shape.stageScale();
        for (int stage = 0; stage < shape.stages(); stage++) {
            count.convolution(9, channels, up * stageArea, pixels);
            pixels *= stageArea;
            channels = up;
        }
        count.convolution(9, up, 3, pixels);

        long deadConnection = (shape.blocks() + 1) * f * f + f;
        return new Complexity(
                count.parameters,
                count.parameters + count.deadParameters + deadConnection,
                count.multiplyAdds,
                penalty(architecture, shape));
    }

    /**
     * Additions and multiplications of a training step for one pixel of the low-resolution patches: those of the convolutions forward,
     * and as many again for each of the gradients by their inputs and by their kernels.
     */
    public long trainingOperationsPerPixel() {
        return 3 * 2 * multiplyAddsPerPixel;
    }

    /** Multiply-adds to make an output image of 1280x720 pixels, as tables of the literature have them. */
    public long multiplyAdds(int scale) {
        return multiplyAdds(1280, 720, scale);
    }

    /** Multiply-adds to make an output image of that size. */
    public long multiplyAdds(int outputWidth, int outputHeight, int scale) {
        return multiplyAddsPerPixel * ((long) outputWidth * outputHeight) / ((long) scale * scale);
    }

    /**
     * The complexity penalty P(c), in [0, 1]: connections of all blocks and, where fusion is searched, the features that may be
     * fused. What is always fused belongs to neither sum. A connection counts when it is selected, even into a cell that nothing
     * uses: of two sequences for one network, the policy is to prefer the one that says no more than it needs.
     *
     * @throws IllegalArgumentException when the architecture says which of another number of blocks are fused
     */
    public static double penalty(Architecture architecture, NetworkShape shape) {
        SearchSpace space = architecture.space();
        shape.requireBlocksOf(space);
        boolean[] bits = architecture.bits();
        Share share = new Share();
        for (SearchSpace.Connection connection : space.connections()) {
            for (Operation operation : Operation.values()) {
                share.add(
                        bits[space.bit(connection.cell(), connection.input(), operation)],
                        shape.blocks() * operation.kernelWeights(shape.filters()));
            }
        }
        long fusion = (long) shape.filters() * shape.filters();
        for (int layer = 0; layer < space.localFusionBits(); layer++) {
            share.add(bits[space.localFusionBit(layer)], shape.blocks() * fusion);
        }
        for (int feature = 0; feature < space.globalFusionBits(); feature++) {
            share.add(bits[space.globalFusionBit(feature)], fusion);
        }
        return (double) share.selected / share.possible;
    }

    /** Weights that are selected, of those that can be. */
    private static final class Share {
        private long selected;
        private long possible;

        void add(boolean isSelected, long weights) {
            possible += weights;
            selected += isSelected ? weights : 0;
        }
    }

    /** Running sums over the layers of a network. */
    private static final class Count {
        private long parameters;
        private long deadParameters;
        private long multiplyAdds;

        void convolution(long area, long inputs, long outputs) {
            convolution(area, inputs, outputs, 1);
        }

        void convolution(long area, long inputs, long outputs, long pixels) {
            parameters += area * inputs * outputs + outputs;
            multiplyAdds += area * inputs * outputs * pixels;
        }

        void cell(Architecture architecture, int cell, NetworkShape shape) {
            long f = shape.filters();
            long kernels = 0;
            long others = 0;
            for (Operation operation : architecture.operations(cell)) {
                kernels += architecture.inputs(cell, operation).size() * operation.kernelWeights(shape.filters());
                others += f;
            }
            if (shape.channelAttention() && !architecture.operations(cell).isEmpty()) {
                long squeezed = shape.squeezedFilters();
                others += f * squeezed + squeezed + squeezed * f + f;
            }
            if (architecture.isAlive(cell)) {
                parameters += kernels + others;
                multiplyAdds += kernels;
            } else {
                deadParameters += kernels + others;
            }
        }
    }
}
