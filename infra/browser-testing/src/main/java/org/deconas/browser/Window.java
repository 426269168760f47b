package org.deconas.browser;

import com.microsoft.playwright.options.ColorScheme;

/**
 * What a visitor sees a page through.
 *
 * @param width width in CSS pixels
 * @param height height in CSS pixels
 * @param colours what the visitor's system prefers
 */
public record Window(int width, int height, ColorScheme colours) {

    public Window {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A window has at least 1x1 pixels, but this has " + width + "x" + height);
        }
    }

    /** A window on a desk. */
    public static Window desktop(ColorScheme colours) {
        return new Window(1280, 900, colours);
    }

    /** As narrow as a small telephone. */
    public static Window telephone(ColorScheme colours) {
        return new Window(360, 740, colours);
    }
}
