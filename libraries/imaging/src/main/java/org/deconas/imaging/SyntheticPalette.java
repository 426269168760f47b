package org.deconas.imaging;

import java.awt.Color;
import java.util.random.RandomGenerator;

/** The colours of one synthetic image: variations on a few hues, mostly of low saturation, at all brightnesses. */
final class SyntheticPalette {

    private final RandomGenerator random;
    private final double[] hues;
    private final double saturation;
    private final double contrast;

    SyntheticPalette(RandomGenerator random) {
        this.random = random;
        this.hues = random.doubles(random.nextInt(1, 6)).toArray();
        double vividness = random.nextDouble();
        this.saturation = vividness * vividness * 0.75;
        this.contrast = random.nextDouble(0.5, 1);
    }

    Color colour() {
        return tone(0.5 + contrast * (random.nextDouble() - 0.5));
    }

    /**
     * @param brightness in [0,1]
     * @return a colour of one of the hues with about this brightness
     */
    Color tone(double brightness) {
        double hue = hues[random.nextInt(hues.length)] + 0.02 * random.nextGaussian();
        double vivid = Math.min(1, Math.max(0, saturation * random.nextDouble(0.4, 1.4)));
        double bright = Math.min(1, Math.max(0, brightness + 0.03 * random.nextGaussian()));
        return Color.getHSBColor((float) hue, (float) vivid, (float) bright);
    }
}
