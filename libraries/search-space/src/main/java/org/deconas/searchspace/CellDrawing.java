package org.deconas.searchspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The cell pattern of an architecture as an SVG drawing: the block's input, its cells from left to right with the operations that they
 * have, a line for each input that an operation takes, and what is fused at the end. The same architecture gives the same text.
 *
 * <p>Letters and outlines take the colour of the text around ({@code currentColor}). The lines have a class for their operation, so a style
 * sheet may colour them otherwise than the attributes do, as for a dark page; they differ by their dashes too. Each line says in {@code
 * data-from}, {@code data-to} and {@code data-operation} what it is: layer 0 is the block's input, layer i + 1 the output of cell i.
 */
public final class CellDrawing {

    private static final int BOX = 74;
    private static final int GAP_BASE = 26;
    private static final int GAP_PER_LINE = 5;
    private static final int CHIP = 22;
    private static final int LANE = 7;
    private static final int MARGIN = 12;
    private static final int TITLE = 20;
    private static final int ROUND = 5;
    private static final String BLOCK_INPUT = "input";

    /** A line from a layer to an operation of a cell; without an operation the cell passes the layer on. */
    private record Edge(int from, int cell, Operation operation) {
        boolean isLong() {
            return from < cell;
        }
    }

    private final Architecture architecture;
    private final int cells;
    private final List<Edge> edges = new ArrayList<>();
    private final List<Edge> lanes = new ArrayList<>(); // the long lines, each in a lane of its own; the lowest first
    private final int[] left; // by layer, and one more for the fusion: x of its box
    private final int top;
    private final int bottom;
    private final StringBuilder svg = new StringBuilder();

    private CellDrawing(Architecture architecture) {
        this.architecture = architecture;
        cells = architecture.space().cells();
        for (int cell = 0; cell < cells; cell++) {
            collect(cell);
        }
        edges.stream().filter(Edge::isLong).forEach(lanes::add);
        left = new int[cells + 2];
        left[0] = MARGIN;
        for (int layer = 1; layer <= cells + 1; layer++) {
            int cell = layer - 1;
            long lines = edges.stream().filter(edge -> edge.cell == cell).count();
            left[layer] = left[layer - 1] + BOX + GAP_BASE + (int) lines * GAP_PER_LINE;
        }
        top = MARGIN + LANE * (lanes.size() + 1);
        bottom = top + TITLE + Operation.values().length * CHIP + 4;
    }

    /** The drawing of an architecture's cells: a whole SVG document. */
    public static String svg(Architecture architecture) {
        return new CellDrawing(architecture).draw();
    }

    private void collect(int cell) {
        List<Operation> operations = architecture.operations(cell);
        for (Operation operation : operations) {
            architecture.inputs(cell, operation).forEach(input -> edges.add(new Edge(input, cell, operation)));
        }
        if (operations.isEmpty()) {
            edges.add(new Edge(cell, cell, null));
        }
    }

    private String draw() {
        int width = left[cells + 1] + BOX + MARGIN;
        int height = bottom + 2 * LANE + MARGIN + 4;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cells\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        + " height=\"%d\" font-family=\"system-ui, sans-serif\" font-size=\"12\">",
                width, height, width, height);
        line("<title>Cells of the architecture %s</title>", architecture.sequence());
        line("<desc>%s</desc>", words());
        edges.forEach(this::edge);
        for (int layer = 0; layer <= cells; layer++) {
            if (architecture.fusesLocally(layer)) {
                fused(layer);
            }
        }
        box(0, "layer", BLOCK_INPUT);
        for (int cell = 0; cell < cells; cell++) {
            cell(cell);
        }
        box(cells + 1, "fusion", "fusion");
        line("</svg>");
        return svg.toString();
    }

    private String words() {
        List<String> lines = new ArrayList<>(architecture.describeCells());
        lines.add("fused at the end: layers "
                + architecture.locallyFused().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        return String.join("; ", lines);
    }

    private void cell(int cell) {
        int layer = cell + 1;
        box(layer, architecture.isAlive(cell) ? "cell" : "cell unused", "cell " + cell);
        List<Operation> operations = architecture.operations(cell);
        for (Operation operation : operations) {
            int y = chip(operation);
            line(
                    "<rect class=\"operation %s\" data-cell=\"%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\""
                            + " fill-opacity=\"0.18\" stroke=\"%s\"/>",
                    operation.shortName(),
                    cell,
                    left[layer] + 8,
                    y - 8,
                    BOX - 16,
                    17,
                    colour(operation),
                    colour(operation));
            text(left[layer] + BOX / 2, y + 5, operation.shortName());
        }
        if (operations.isEmpty()) {
            text(left[layer] + BOX / 2, chip(Operation.SEPARABLE) + 5, "passes on");
        }
    }

    private void box(int layer, String kind, String name) {
        line(
                "<rect class=\"%s\" data-layer=\"%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"none\""
                        + " stroke=\"currentColor\"%s/>",
                kind,
                layer,
                left[layer],
                top,
                BOX,
                bottom - top,
                kind.endsWith("unused") ? " stroke-dasharray=\"3 3\" stroke-opacity=\"0.6\"" : "");
        text(left[layer] + BOX / 2, top + 15, name);
    }

    private void text(int x, int y, String words) {
        line("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"currentColor\">%s</text>", x, y, words);
    }

    private void edge(Edge edge) {
        int fromX = left[edge.from] + BOX;
        int toX = left[edge.cell + 1] + (edge.operation == null ? 0 : 8);
        int toY = chip(edge.operation == null ? Operation.SEPARABLE : edge.operation);
        int fromY = port(edge);
        String path = edge.isLong()
                ? String.format(
                        Locale.ROOT,
                        "M%d %d%s%s%s%s",
                        fromX,
                        fromY,
                        corner(risesAt(edge), fromY, lane(edge)),
                        corner(lane(edge), risesAt(edge), fallsAt(edge), true),
                        corner(fallsAt(edge), lane(edge), toY),
                        "L" + toX + " " + toY)
                : String.format(
                        Locale.ROOT,
                        "M%d %dC%d %d %d %d %d %d",
                        fromX,
                        fromY,
                        fromX + 14,
                        fromY,
                        toX - 18,
                        toY,
                        toX,
                        toY);
        String operation = edge.operation == null ? "pass" : edge.operation.shortName();
        line(
                "<path class=\"edge %s\" data-from=\"%d\" data-to=\"%d\" data-operation=\"%s\" d=\"%s\" fill=\"none\""
                        + " stroke=\"%s\" stroke-width=\"2\"%s/>",
                operation,
                edge.from,
                edge.cell + 1,
                operation,
                path,
                edge.operation == null ? "currentColor" : colour(edge.operation),
                dashes(edge.operation));
    }

    /** A turn from going along to going up or down at {@code x}. */
    private static String corner(int x, int fromY, int toY) {
        int turn = toY > fromY ? ROUND : -ROUND;
        return "L%d %dQ%d %d %d %dL%d %d".formatted(x - ROUND, fromY, x, fromY, x, fromY + turn, x, toY - turn);
    }

    /** A turn from going up to going along the lane at {@code y}, up to the next turn. */
    private static String corner(int y, int fromX, int toX, boolean along) {
        return "Q%d %d %d %d".formatted(fromX, y, fromX + ROUND, y) + (along ? "L%d %d".formatted(toX - ROUND, y) : "");
    }

    private void fused(int layer) {
        int x = left[layer] + BOX / 2;
        int y = bottom + LANE + 4;
        int end = left[cells + 1] + BOX / 2;
        line(
                "<path class=\"edge fuse\" data-from=\"%d\" data-to=\"%d\" data-operation=\"fuse\" d=\"M%d %dV%dH%dV%d\" fill=\"none\""
                        + " stroke=\"currentColor\"/>",
                layer, cells + 1, x, bottom, y, end, bottom);
    }

    /** Lines leave a box below each other: its short ones in the middle, the long ones above by their lane. */
    private int port(Edge edge) {
        int middle = top + (bottom - top) / 2;
        if (!edge.isLong()) {
            return middle + 6;
        }
        List<Edge> leaving =
                lanes.stream().filter(other -> other.from == edge.from).toList();
        return middle
                - 2
                - (leaving.size() - 1 - leaving.indexOf(edge)) * (middle - top - 8) / Math.max(1, leaving.size());
    }

    private int lane(Edge edge) {
        return top - LANE * (lanes.indexOf(edge) + 1);
    }

    private int risesAt(Edge edge) {
        long before = lanes.stream()
                .filter(other -> other.from == edge.from)
                .takeWhile(other -> !other.equals(edge))
                .count();
        long all = lanes.stream().filter(other -> other.from == edge.from).count();
        int room = (left[edge.from + 1] - left[edge.from] - BOX) / 2;
        return left[edge.from] + BOX + ROUND + (int) ((all - before) * (room - ROUND) / (all + 1));
    }

    private int fallsAt(Edge edge) {
        long before = lanes.stream()
                .filter(other -> other.cell == edge.cell)
                .takeWhile(other -> !other.equals(edge))
                .count();
        long all = lanes.stream().filter(other -> other.cell == edge.cell).count();
        int room = (left[edge.cell + 1] - left[edge.cell] - BOX) / 2;
        return left[edge.cell + 1] - ROUND - (int) ((before + 1) * (room - ROUND) / (all + 1));
    }

    private int chip(Operation operation) {
        return top + TITLE + operation.ordinal() * CHIP + 11;
    }

    private static String colour(Operation operation) {
        return switch (operation) {
            case CONVOLUTION -> "#2f78c4";
            case SEPARABLE -> "#b3630a";
            case DILATED -> "#7a52c7";
        };
    }

    private static String dashes(Operation operation) {
        return operation == null || operation == Operation.CONVOLUTION
                ? ""
                : " stroke-dasharray=\"" + (operation == Operation.SEPARABLE ? "7 3" : "2 3") + "\"";
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
