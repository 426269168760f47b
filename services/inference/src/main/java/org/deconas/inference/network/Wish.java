package org.deconas.inference.network;

import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.WriteOptions;

/**
 * How an image is to be enlarged.
 *
 * @param format what the answer is written as
 * @param options of that format
 * @param isEnsemble whether the mean over eight orientations is asked for
 * @param passes how often the model enlarges, each time what it gave before: 1 to {@value #MOST_PASSES}
 * @param keepsMetadata whether EXIF, XMP and texts go with the image; its colour profile always does
 */
public record Wish(PictureFormat format, WriteOptions options, boolean isEnsemble, int passes, boolean keepsMetadata) {

    public static final int MOST_PASSES = 4;

    /** A PNG file. */
    public static final Wish PNG = new Wish(PictureFormat.PNG, WriteOptions.DEFAULT, false, 1, false);

    public Wish {
        passes = Math.max(1, passes); // orders that were written before there were passes have none
        if (passes > MOST_PASSES) {
            throw new IllegalArgumentException("passes is " + passes + ", but must be 1 to " + MOST_PASSES);
        }
    }

    /** How many times wider and higher an image becomes, by a model of that scale. */
    public int factor(int scale) {
        return power(scale, passes);
    }

    /** How many times wider and higher than the image the last pass finds it. */
    public int factorBeforeLast(int scale) {
        return power(scale, passes - 1);
    }

    private static int power(int scale, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, scale);
        }
        return power;
    }
}
