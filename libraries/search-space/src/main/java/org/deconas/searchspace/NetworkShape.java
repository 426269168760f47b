package org.deconas.searchspace;

/**
 * The dimensions of a DeCoNASNet around its cell pattern (method, section 1).
 *
 * @param filters F, feature maps of every layer; a multiple of 4
 * @param blocks D, dense blocks
 * @param scale enlargement: 2, 3 or 4
 * @param channelAttention whether cells end in channel attention
 */
public record NetworkShape(int filters, int blocks, int scale, boolean channelAttention) {

    /** Channel attention squeezes F feature maps to F / this. */
    public static final int ATTENTION_REDUCTION = 4;

    /** Feature maps of the upsampling part after the periodic shuffle. */
    public static final int UPSAMPLED_FILTERS = 64;

    /** The published network: 64 filters, 4 blocks, x2, channel attention. */
    public static final NetworkShape PUBLISHED = new NetworkShape(64, 4, 2, true);

    public NetworkShape {
        if (filters < ATTENTION_REDUCTION || filters % ATTENTION_REDUCTION != 0) {
            throw new IllegalArgumentException(
                    "filters is " + filters + ", but must be a positive multiple of " + ATTENTION_REDUCTION);
        }
        if (blocks < 1) {
            throw new IllegalArgumentException("blocks is " + blocks + ", but must be at least 1");
        }
        if (scale < 2 || scale > 4) {
            throw new IllegalArgumentException("scale is " + scale + ", but must be 2, 3 or 4");
        }
    }

    /**
     * Checks that a space describes networks of this shape.
     *
     * @throws IllegalArgumentException when it searches the fusion of another number of blocks
     */
    public void requireBlocksOf(SearchSpace space) {
        if (space.searchesFusion() && space.fusionBlocks() != blocks) {
            throw new IllegalArgumentException("The network has " + blocks
                    + " blocks, but its architecture says which of " + space.fusionBlocks() + " are fused");
        }
    }

    /** Feature maps inside the channel attention. */
    public int squeezedFilters() {
        return filters / ATTENTION_REDUCTION;
    }

    /** Enlargement of one upsampling stage: x4 is two stages of x2. */
    public int stageScale() {
        return scale == 4 ? 2 : scale;
    }

    /** Upsampling stages. */
    public int stages() {
        return scale == 4 ? 2 : 1;
    }
}
