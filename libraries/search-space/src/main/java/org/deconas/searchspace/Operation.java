package org.deconas.searchspace;

/** The three operations of a cell, in the order of their bits (method, section 2). */
public enum Operation {
    /** Convolution 3x3. */
    CONVOLUTION("conv"),
    /** Separable convolution: depthwise 3x3 with multiplier 1, then pointwise 1x1. */
    SEPARABLE("sep"),
    /** Convolution 3x3 with dilation rate 3. */
    DILATED("dil");

    private final String shortName;

    Operation(String shortName) {
        this.shortName = shortName;
    }

    /** As the paper's figures abbreviate it. */
    public String shortName() {
        return shortName;
    }

    /**
     * Kernel weights of one input of this operation, without bias.
     *
     * @param filters F, feature maps of the input and of the output
     */
    public long kernelWeights(int filters) {
        long f = filters;
        return switch (this) {
            case CONVOLUTION, DILATED -> 9 * f * f;
            case SEPARABLE -> 9 * f + f * f;
        };
    }
}
