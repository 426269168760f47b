package org.deconas.imaging;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Outlines of random words, from the platform's fonts, or of strokes like letters where there are none. */
final class Lettering {

    private static final String LETTERS = "aaabcddeeeefghiijklmnnoopqrrssttuuvwxyzABCDEFGHKLMNOPRSTUVWXYZ0123456789";
    private static final FontRenderContext OUTLINES = new FontRenderContext(null, true, true);
    private static final boolean HAS_FONTS = hasFonts();

    private Lettering() {}

    /**
     * @param count number of words, at least 1
     * @param size height of the letters with their ascent and descent, in pixels
     * @param random chooses the font and the letters
     * @return the outline; its base line starts at the origin
     */
    static Shape words(int count, double size, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < Math.max(1, count); word++) {
            if (word > 0) {
                text.append(' ');
            }
            for (int letter = random.nextInt(2, 9); letter > 0; letter--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        String family = random.nextBoolean() ? Font.SANS_SERIF : Font.SERIF;
        int style = random.nextInt(4);
        long strokeSeed = random.nextLong();
        return HAS_FONTS
                ? outline(new Font(family, style, 1).deriveFont((float) size), text.toString())
                : strokes(text.toString(), size, (style & Font.BOLD) != 0, strokeSeed);
    }

    private static Shape outline(Font font, String text) {
        return font.createGlyphVector(OUTLINES, text).getOutline();
    }

    /**
     * @return for every letter two or three pen strokes on a 3x4 grid, the same ones for the same letter and seed
     */
    static Shape strokes(String text, double size, boolean bold, long seed) {
        Path2D pen = new Path2D.Double();
        double step = size / 6;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ') {
                continue;
            }
            RandomGenerator random = new SplittableRandom(seed + text.charAt(i));
            double left = i * 3.5 * step;
            for (int stroke = random.nextInt(2, 4); stroke > 0; stroke--) {
                pen.moveTo(left + step * random.nextInt(3), -step * random.nextInt(5));
                double endX = left + step * random.nextInt(3);
                double endY = -step * random.nextInt(5);
                if (random.nextBoolean()) {
                    pen.lineTo(endX, endY);
                } else {
                    pen.quadTo(left + step * random.nextInt(3), -step * random.nextInt(5), endX, endY);
                }
            }
        }
        float width = (float) (size * (bold ? 0.13 : 0.07));
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER).createStrokedShape(pen);
    }

    private static boolean hasFonts() {
        try {
            return !outline(new Font(Font.SERIF, Font.PLAIN, 12), "a")
                    .getBounds2D()
                    .isEmpty();
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A headless platform without fontconfig or without any font fails here in each of these ways.
            return false;
        }
    }
}
