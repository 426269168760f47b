package org.deconas.imaging;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** Closed shapes around the origin. */
final class LeafShapes {

    private LeafShapes() {}

    /**
     * @param radius distance that the shape reaches from the origin, about
     * @param random chooses among discs, polygons, stars, rectangles, pointed leaves and rounded blobs
     * @return the shape
     */
    static Shape any(double radius, RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> disc(0, 0, radius);
            case 2 -> polygon(radius, random.nextInt(3, 8), 0.8, random);
            case 3 -> polygon(radius, random.nextInt(6, 13), 0.35, random);
            case 4 -> {
                double half = radius * random.nextDouble(0.2, 0.8);
                yield new Rectangle2D.Double(-radius, -half, 2 * radius, 2 * half);
            }
            case 5 -> pointedLeaf(radius, random.nextDouble(0.3, 1));
            default -> blob(radius, random.nextInt(4, 9), random);
        };
    }

    static Shape disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Shape polygon(double radius, int corners, double innermost, RandomGenerator random) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + random.nextDouble(-0.3, 0.3)) / corners;
            double reach = radius * random.nextDouble(innermost, 1.1);
            if (i == 0) {
                path.moveTo(reach * Math.cos(angle), reach * Math.sin(angle));
            } else {
                path.lineTo(reach * Math.cos(angle), reach * Math.sin(angle));
            }
        }
        path.closePath();
        return path;
    }

    private static Shape pointedLeaf(double radius, double fullness) {
        Path2D path = new Path2D.Double();
        path.moveTo(-radius, 0);
        path.quadTo(0, -radius * fullness, radius, 0);
        path.quadTo(0, radius * fullness, -radius, 0);
        path.closePath();
        return path;
    }

    private static Shape blob(double radius, int knots, RandomGenerator random) {
        double[] x = new double[knots];
        double[] y = new double[knots];
        for (int i = 0; i < knots; i++) {
            double angle = 2 * Math.PI * i / knots;
            double reach = radius * random.nextDouble(0.6, 1.2);
            x[i] = reach * Math.cos(angle);
            y[i] = reach * Math.sin(angle);
        }
        // Through the midpoints, with the knots as control points: smooth everywhere.
        Path2D path = new Path2D.Double();
        path.moveTo((x[knots - 1] + x[0]) / 2, (y[knots - 1] + y[0]) / 2);
        for (int i = 0; i < knots; i++) {
            int next = (i + 1) % knots;
            path.quadTo(x[i], y[i], (x[i] + x[next]) / 2, (y[i] + y[next]) / 2);
        }
        path.closePath();
        return path;
    }
}
