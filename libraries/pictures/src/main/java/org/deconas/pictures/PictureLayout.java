package org.deconas.pictures;

/**
 * What a pixel is made of. Samples of a pixel stand in the order grey or red, green, blue, then alpha, which is not
 * multiplied into the colours.
 *
 * @param colour red, green and blue, else grey
 * @param alpha whether there is opacity
 * @param bits 8 or 16 bits a sample
 */
public record PictureLayout(boolean colour, boolean alpha, int bits) {

    public static final PictureLayout GREY_8 = new PictureLayout(false, false, 8);
    public static final PictureLayout RGB_8 = new PictureLayout(true, false, 8);
    public static final PictureLayout RGBA_8 = new PictureLayout(true, true, 8);

    public PictureLayout {
        if (bits != 8 && bits != 16) {
            throw new IllegalArgumentException("a sample has 8 or 16 bits, not " + bits);
        }
    }

    /** Samples a pixel that are colour: 1 or 3. */
    public int colourChannels() {
        return colour ? 3 : 1;
    }

    /** Samples a pixel: 1 to 4. */
    public int channels() {
        return colourChannels() + (alpha ? 1 : 0);
    }

    /** The largest value of a sample: 255 or 65,535. */
    public int max() {
        return (1 << bits) - 1;
    }

    PictureLayout withAlpha(boolean value) {
        return new PictureLayout(colour, value, bits);
    }

    @Override
    public String toString() {
        return (colour ? "RGB" : "grey") + (alpha ? " with alpha" : "") + ", " + bits + " bits";
    }
}
