package org.deconas.searchspace;

/**
 * What a network costs.
 *
 * @param parameters weights and biases that take part in the output
 * @param publishedParameters the same as the authors count it: with a 1x1 connection behind the last block whose output
 *     nothing uses (method, section 2)
 * @param multiplyAddsPerPixel multiply-adds of all convolutions for one pixel of the low-resolution image; those of channel
 *     attention are once an image and not counted, as in the literature
 * @param penalty weights of the selected connections over weights of all possible ones, in [0, 1] (method, section 4)
 */
public record Complexity(long parameters, long publishedParameters, long multiplyAddsPerPixel, double penalty) {

    /** Counts the network of an architecture. */
    public static Complexity of(Architecture architecture, NetworkShape shape) {
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
            count.convolution(1, (cells + 1) * f, f);
        }

        // GFF
        count.convolution(1, (shape.blocks() + 1) * f, f);
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
                count.parameters, count.parameters + deadConnection, count.multiplyAdds, penalty(architecture, shape));
    }

    /** Multiply-adds to make an output image of that size. */
    public long multiplyAdds(int outputWidth, int outputHeight, int scale) {
        return multiplyAddsPerPixel * ((long) outputWidth * outputHeight) / ((long) scale * scale);
    }

    /**
     * The complexity penalty P(c), in [0, 1]. Feature fusion is not searched here, so all of it is selected and belongs to
     * neither sum.
     */
    public static double penalty(Architecture architecture, NetworkShape shape) {
        long selected = 0;
        long possible = 0;
        for (SearchSpace.Connection connection : architecture.space().connections()) {
            for (Operation operation : Operation.values()) {
                long weights = operation.kernelWeights(shape.filters());
                possible += weights;
                if (architecture.selects(connection.cell(), connection.input(), operation)) {
                    selected += weights;
                }
            }
        }
        return (double) selected / possible;
    }

    /** Running sums over the layers of a network. */
    private static final class Count {
        private long parameters;
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
            for (Operation operation : architecture.operations(cell)) {
                long kernel = architecture.inputs(cell, operation).size() * operation.kernelWeights(shape.filters());
                parameters += kernel + f;
                multiplyAdds += kernel;
            }
            if (shape.channelAttention() && !architecture.operations(cell).isEmpty()) {
                long squeezed = shape.squeezedFilters();
                parameters += f * squeezed + squeezed + squeezed * f + f;
            }
        }
    }
}
