package org.deconas.serving;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user says of a foreign network; what is not said is found out where that is possible.
 *
 * @param scale how many times larger its output is; else what it gives for small images says it
 * @param input the tensor that takes the image, or its key in the signature
 * @param output the tensor that gives the enlarged image, or its key in the signature
 * @param colours of its images; else luma where they have one channel, RGB where they have three
 * @param range of its values
 * @param signature of a SavedModel; else {@code serving_default}, or the only one
 */
public record ForeignWishes(
        OptionalInt scale,
        Optional<String> input,
        Optional<String> output,
        Optional<ForeignColours> colours,
        ForeignRange range,
        Optional<String> signature) {

    /** Nothing is said; values are in [0, 1]. */
    public static final ForeignWishes NONE = new ForeignWishes(
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ForeignRange.UNIT,
            Optional.empty());

    public ForeignWishes withScale(int other) {
        return new ForeignWishes(OptionalInt.of(other), input, output, colours, range, signature);
    }

    public ForeignWishes withEnds(String otherInput, String otherOutput) {
        return new ForeignWishes(scale, Optional.of(otherInput), Optional.of(otherOutput), colours, range, signature);
    }

    public ForeignWishes withColours(ForeignColours other) {
        return new ForeignWishes(scale, input, output, Optional.of(other), range, signature);
    }

    public ForeignWishes withRange(ForeignRange other) {
        return new ForeignWishes(scale, input, output, colours, other, signature);
    }
}
