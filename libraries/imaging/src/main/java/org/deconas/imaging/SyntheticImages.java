package org.deconas.imaging;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Training images made of nothing but a seed, for where no photographs are at hand. Their main ingredient are dead leaves:
 * occluding shapes with power-law radii, which share the edge, scale and contrast statistics of natural images (Lee,
 * Mumford and Huang, International Journal of Computer Vision 41, 2001). The leaves carry 1/f textures, shading and
 * regular patterns; line work and lettering lie among them. Everything is drawn at twice the size and averaged down, so
 * edges are antialiased as a sensor's are; some backgrounds, and a few whole images, are slightly out of focus.
 */
public final class SyntheticImages {

    /** Drawn pixels per pixel of the result, in each dimension. */
    private static final int OVERSAMPLING = 2;

    private static final int MIN_SIDE = 16;

    private SyntheticImages() {}

    /**
     * Draws images. The same arguments give the same bytes on the same Java platform with the same fonts; image i does not
     * depend on {@code count}. Without fonts, lettering is made of pen strokes.
     *
     * @param count number of images, at least 1
     * @param width width of each in pixels, at least 16
     * @param height height of each in pixels, at least 16
     * @param seed other seeds give other images
     * @return the images, named synthetic-0000.png and so on
     * @throws IllegalArgumentException when a number is out of range
     */
    public static List<NamedImage> generate(int count, int width, int height, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("at least 1 image must be asked for, not " + count);
        }
        if (width < MIN_SIDE || height < MIN_SIDE) {
            throw new IllegalArgumentException("a synthetic image has at least " + MIN_SIDE + "x" + MIN_SIDE
                    + " pixels, not " + width + "x" + height);
        }
        SplittableRandom seeded = new SplittableRandom(seed);
        List<NamedImage> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RgbImage image = draw(width, height, seeded.split());
            images.add(new NamedImage(String.format(Locale.ROOT, "synthetic-%04d.png", i), image));
        }
        return List.copyOf(images);
    }

    private static RgbImage draw(int width, int height, SplittableRandom random) {
        BufferedImage canvas = new BufferedImage(
                Math.multiplyExact(width, OVERSAMPLING),
                Math.multiplyExact(height, OVERSAMPLING),
                BufferedImage.TYPE_INT_RGB);
        SyntheticScene scene = new SyntheticScene(canvas.getWidth(), canvas.getHeight(), random);
        paint(canvas, scene::background);
        double kind = random.nextDouble();
        if (kind < 0.72) {
            paintDeadLeaves(canvas, scene, random);
        } else if (kind < 0.86) {
            paint(canvas, g -> scene.leaves(g, 0.5));
            paint(canvas, scene::page);
        } else {
            paint(canvas, g -> scene.leaves(g, 0.7));
            paint(canvas, scene::patterns);
            paint(canvas, scene::lines);
        }
        if (random.nextDouble() < 0.12) {
            Softening.gaussian(canvas, OVERSAMPLING * random.nextDouble(0.3, 0.8));
        }
        return Softening.boxDownscale(canvas, OVERSAMPLING);
    }

    private static void paintDeadLeaves(BufferedImage canvas, SyntheticScene scene, SplittableRandom random) {
        paint(canvas, g -> scene.leaves(g, 2));
        if (random.nextDouble() < 0.3) {
            // A lens keeps one distance in focus: what lies behind is soft, what is drawn next is sharp.
            Softening.gaussian(canvas, OVERSAMPLING * random.nextDouble(0.8, 2.5));
            paint(canvas, g -> scene.leaves(g, 0.5));
        }
        if (random.nextDouble() < 0.35) {
            paint(canvas, scene::lines);
        }
        if (random.nextDouble() < 0.25) {
            paint(canvas, scene::lettering);
        }
    }

    private static void paint(BufferedImage canvas, Layer layer) {
        Graphics2D graphics = canvas.createGraphics();
        try {
            SyntheticScene.configure(graphics);
            layer.paint(graphics);
        } finally {
            graphics.dispose();
        }
    }

    @FunctionalInterface
    private interface Layer {
        void paint(Graphics2D graphics);
    }
}
