package org.deconas.imaging;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The layers of one synthetic image, all from one palette and one handful of textures. Lengths are canvas pixels. */
final class SyntheticScene {

    private static final int TEXTURES = 7;
    private static final double MIN_RADIUS = 4;

    // In squared radii; a full disc has 3.14.
    private static final double MEAN_LEAF_AREA = 1.4;

    private final int width;
    private final int height;
    private final RandomGenerator random;
    private final SyntheticPalette palette;
    private final List<TexturePaint> textures = new ArrayList<>();

    SyntheticScene(int width, int height, RandomGenerator random) {
        this.width = width;
        this.height = height;
        this.random = random;
        this.palette = new SyntheticPalette(random);
        for (int i = 0; i < TEXTURES; i++) {
            textures.add(asPaint(TextureTile.fractal(palette.colour(), random)));
        }
    }

    static void configure(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }

    void background(Graphics2D graphics) {
        Rectangle2D all = new Rectangle2D.Double(0, 0, width, height);
        graphics.setPaint(gradientAcross(all, palette.colour(), palette.colour()));
        graphics.fill(all);
        if (random.nextBoolean()) {
            Composite opaque = graphics.getComposite();
            graphics.setComposite(
                    AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) random.nextDouble(0.3, 1)));
            graphics.setPaint(texture());
            graphics.fill(all);
            graphics.setComposite(opaque);
        }
    }

    /**
     * Dead leaves with radii distributed as r⁻³, so that every scale covers the same area.
     *
     * @param coverage total area of the leaves in canvases
     */
    void leaves(Graphics2D graphics, double coverage) {
        double largest = random.nextDouble(0.2, 0.5) * Math.min(width, height);
        double smallest = Math.min(MIN_RADIUS * Math.exp(random.nextDouble(-0.3, 1.8)), largest / 2);
        double left = coverage * width * height;
        while (left > 0) {
            double u = random.nextDouble();
            double radius = 1 / Math.sqrt(u / (largest * largest) + (1 - u) / (smallest * smallest));
            leaf(graphics, random.nextDouble() * width, random.nextDouble() * height, radius);
            left -= MEAN_LEAF_AREA * radius * radius;
        }
    }

    private void leaf(Graphics2D graphics, double x, double y, double radius) {
        AffineTransform canvas = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(random.nextDouble() * 2 * Math.PI);
        graphics.scale(1, random.nextDouble(0.5, 1));
        Shape shape = LeafShapes.any(radius, random);
        double finish = random.nextDouble();
        if (radius > 24 && finish < 0.08) {
            Shape outside = graphics.getClip();
            graphics.clip(shape);
            pattern(graphics, shape.getBounds2D());
            graphics.setClip(outside);
        } else {
            graphics.setPaint(finish < 0.6 ? texture() : palette.colour());
            graphics.fill(shape);
        }
        if (random.nextDouble() < 0.6) {
            Color light = shade(random.nextBoolean() ? 255 : 0, random.nextInt(40, 140));
            Color none = new Color(light.getRed(), light.getGreen(), light.getBlue(), 0);
            graphics.setPaint(gradientAcross(shape.getBounds2D(), light, none));
            graphics.fill(shape);
        }
        if (random.nextDouble() < 0.15) {
            graphics.setStroke(new BasicStroke((float) Math.min(radius / 4, random.nextDouble(1, 5))));
            graphics.setPaint(random.nextBoolean() ? shade(0, 160) : palette.colour());
            graphics.draw(shape);
        }
        graphics.setTransform(canvas);
    }

    /** A few large areas of stripes, checks or rings. */
    void patterns(Graphics2D graphics) {
        for (int i = random.nextInt(2, 7); i > 0; i--) {
            AffineTransform canvas = graphics.getTransform();
            graphics.translate(random.nextDouble() * width, random.nextDouble() * height);
            graphics.rotate(random.nextDouble() * 2 * Math.PI);
            Shape outside = graphics.getClip();
            Shape area = LeafShapes.any(random.nextDouble(0.12, 0.35) * Math.min(width, height), random);
            graphics.clip(area);
            pattern(graphics, area.getBounds2D());
            graphics.setClip(outside);
            graphics.setTransform(canvas);
        }
    }

    private void pattern(Graphics2D graphics, Rectangle2D area) {
        Color dark = palette.colour();
        Color bright = palette.colour();
        // From far below what the LR image can resolve up to plain bars.
        double period = Math.exp(random.nextDouble(Math.log(5), Math.log(60)));
        graphics.setPaint(dark);
        graphics.fill(area);
        graphics.setPaint(bright);
        int kind = random.nextInt(10);
        if (kind < 5) {
            double duty = random.nextDouble(0.25, 0.75);
            for (double x = area.getMinX(); x < area.getMaxX(); x += period) {
                graphics.fill(new Rectangle2D.Double(x, area.getMinY(), period * duty, area.getHeight()));
            }
        } else if (kind < 8) {
            int row = 0;
            double aspect = random.nextDouble(0.5, 1);
            for (double y = area.getMinY(); y < area.getMaxY(); y += period * aspect, row++) {
                for (double x = area.getMinX() + (row % 2) * period; x < area.getMaxX(); x += 2 * period) {
                    graphics.fill(new Rectangle2D.Double(x, y, period, period * aspect));
                }
            }
        } else {
            // A zone plate: rings whose period falls with the radius.
            double outer = Math.max(area.getWidth(), area.getHeight()) / 2;
            double first = Math.sqrt(outer * period * random.nextDouble(0.6, 1.5));
            for (int ring = (int) (outer * outer / (first * first)) | 1; ring > 0; ring--) {
                double radius = first * Math.sqrt(ring);
                graphics.setPaint(ring % 2 == 0 ? dark : bright);
                graphics.fill(LeafShapes.disc(area.getCenterX(), area.getCenterY(), radius));
            }
        }
    }

    /** Bundles of straight and curved lines, such as grass, hair, wires and twigs. */
    void lines(Graphics2D graphics) {
        for (int bundle = random.nextInt(1, 6); bundle > 0; bundle--) {
            double x = random.nextDouble() * width;
            double y = random.nextDouble() * height;
            double angle = random.nextDouble() * 2 * Math.PI;
            double spread = random.nextDouble() * random.nextDouble() * Math.PI;
            double length = random.nextDouble(0.1, 0.7) * Math.max(width, height);
            double thickness = Math.exp(random.nextDouble(Math.log(0.8), Math.log(10)));
            for (int line = random.nextInt(3, 50); line > 0; line--) {
                double direction = angle + spread * (random.nextDouble() - 0.5);
                double bend = (random.nextDouble() - 0.5) * 0.4 * length;
                Path2D path = new Path2D.Double();
                path.moveTo(x + random.nextGaussian() * length / 4, y + random.nextGaussian() * length / 4);
                double endX = path.getCurrentPoint().getX() + length * Math.cos(direction);
                double endY = path.getCurrentPoint().getY() + length * Math.sin(direction);
                path.quadTo(
                        (path.getCurrentPoint().getX() + endX) / 2 - bend * Math.sin(direction),
                        (path.getCurrentPoint().getY() + endY) / 2 + bend * Math.cos(direction),
                        endX,
                        endY);
                graphics.setStroke(new BasicStroke(
                        (float) (thickness * random.nextDouble(0.6, 1.4)),
                        BasicStroke.CAP_ROUND,
                        BasicStroke.JOIN_ROUND));
                graphics.setPaint(palette.colour());
                graphics.draw(path);
            }
        }
    }

    /** Single words of any size at any angle. */
    void lettering(Graphics2D graphics) {
        for (int i = random.nextInt(2, 10); i > 0; i--) {
            double size = Math.exp(random.nextDouble(Math.log(14), Math.log(0.25 * Math.min(width, height) + 15)));
            AffineTransform canvas = graphics.getTransform();
            graphics.translate(random.nextDouble() * width, random.nextDouble() * height);
            graphics.rotate(random.nextDouble() < 0.5 ? 0 : random.nextDouble() * 2 * Math.PI);
            graphics.setPaint(palette.colour());
            graphics.fill(Lettering.words(random.nextInt(1, 3), size, random));
            graphics.setTransform(canvas);
        }
    }

    /** A tilted sheet with lines of text in one size, dark on bright or bright on dark. */
    void page(Graphics2D graphics) {
        boolean darkOnBright = random.nextDouble() < 0.7;
        Color paper = palette.tone(darkOnBright ? 0.9 : 0.15);
        Color ink = palette.tone(darkOnBright ? 0.12 : 0.9);
        double w = width * random.nextDouble(0.6, 1.1);
        double h = height * random.nextDouble(0.6, 1.1);
        graphics.translate(width / 2.0, height / 2.0);
        graphics.rotate(random.nextGaussian() * 0.2);
        graphics.translate(-w / 2, -h / 2);
        Rectangle2D sheet = new Rectangle2D.Double(0, 0, w, h);
        graphics.setPaint(paper);
        graphics.fill(sheet);
        graphics.setPaint(gradientAcross(sheet, shade(0, 50), shade(0, 0)));
        graphics.fill(sheet);
        graphics.clip(sheet);
        double size = Math.exp(random.nextDouble(Math.log(12), Math.log(60)));
        double indent = size;
        for (double y = 2 * size; y < h; ) {
            double lineSize = random.nextDouble() < 0.1 ? 1.8 * size : size;
            AffineTransform page = graphics.getTransform();
            graphics.translate(indent, y);
            graphics.setPaint(random.nextDouble() < 0.9 ? ink : palette.colour());
            graphics.fill(Lettering.words((int) (w / lineSize / 3), lineSize, random));
            graphics.setTransform(page);
            y += lineSize * random.nextDouble(1.1, 1.6);
        }
    }

    private Paint texture() {
        return textures.get(random.nextInt(textures.size()));
    }

    private GradientPaint gradientAcross(Rectangle2D area, Color from, Color to) {
        double angle = random.nextDouble() * 2 * Math.PI;
        double dx = area.getWidth() / 2 * Math.cos(angle);
        double dy = area.getHeight() / 2 * Math.sin(angle);
        return new GradientPaint(
                (float) (area.getCenterX() - dx),
                (float) (area.getCenterY() - dy),
                from,
                (float) (area.getCenterX() + dx),
                (float) (area.getCenterY() + dy),
                to);
    }

    private static TexturePaint asPaint(BufferedImage tile) {
        return new TexturePaint(tile, new Rectangle2D.Double(0, 0, tile.getWidth(), tile.getHeight()));
    }

    private static Color shade(int level, int alpha) {
        return new Color(level, level, level, alpha);
    }
}
