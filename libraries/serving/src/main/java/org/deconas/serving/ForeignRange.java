package org.deconas.serving;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which values a foreign network takes and gives for black and white. */
public enum ForeignRange {
    UNIT("1", 0, 1),
    BYTE("255", 0, 255),
    SIGNED("-1..1", -1, 1);

    private final String label;
    private final float black;
    private final float white;

    ForeignRange(String label, float black, float white) {
        this.label = label;
        this.black = black;
        this.white = white;
    }

    /**
     * @param label as {@link #label} gives it
     * @throws IllegalArgumentException when there is no such range, with those that there are
     */
    public static ForeignRange of(String label) {
        return Arrays.stream(values())
                .filter(range -> range.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is no range of values; there are "
                        + Arrays.stream(values()).map(ForeignRange::label).collect(Collectors.joining(", "))));
    }

    /** {@code 1}, {@code 255} or {@code -1..1}. */
    public String label() {
        return label;
    }

    float black() {
        return black;
    }

    float span() {
        return white - black;
    }
}
