package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.CellDrawing;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a sequence means and what its network costs. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Says what an architecture is and what its network costs.")
final class Describe implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--output",
            paramLabel = "WIDTHxHEIGHT",
            defaultValue = "1280x720",
            converter = OutputSize.Converter.class,
            description = "Size of the enlarged image that multiply-adds are counted for (default: ${DEFAULT-VALUE}).")
    private OutputSize output;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw its cells into this file, as SVG.")
    private Path svg;

    /** What is said, as {@code --json} gives it. */
    record Description(
            String sequence,
            List<String> cells,
            List<String> fusion,
            long parameters,
            long publishedParameters,
            long multiplyAddsPerPixel,
            long multiplyAdds720p,
            String output,
            long multiplyAdds,
            double penalty) {}

    @Override
    public Integer call() throws IOException {
        Architecture architecture = network.architecture();
        NetworkShape shape = network.shape();
        Complexity complexity = Complexity.of(architecture, shape);
        Description description = new Description(
                architecture.sequence(),
                architecture.describeCells(),
                architecture.describeFusion(),
                complexity.parameters(),
                complexity.publishedParameters(),
                complexity.multiplyAddsPerPixel(),
                complexity.multiplyAdds(shape.scale()),
                output.toString(),
                complexity.multiplyAdds(output.width(), output.height(), shape.scale()),
                complexity.penalty());
        if (svg != null) {
            Files.writeString(svg, CellDrawing.svg(architecture));
        }
        if (common.json()) {
            common.print(description);
        } else {
            print(description, shape);
        }
        return 0;
    }

    private void print(Description description, NetworkShape shape) {
        common.out().println(description.sequence());
        description.cells().forEach(line -> common.out().println("  " + line));
        description.fusion().forEach(line -> common.out().println("  " + line));
        common.out()
                .printf(
                        Locale.ROOT,
                        "x%d, %d filters, %d blocks:%n"
                                + "  %,d live parameters (%,d as published: with %s that nothing uses)%n"
                                + "  %.1f G multiply-adds for a %s output (%,d for each low-resolution pixel)%n"
                                + "  complexity penalty %.3f%n",
                        shape.scale(),
                        shape.filters(),
                        shape.blocks(),
                        description.parameters(),
                        description.publishedParameters(),
                        description.fusion().isEmpty() ? "a connection" : "all",
                        description.multiplyAdds() / 1e9,
                        description.output(),
                        description.multiplyAddsPerPixel(),
                        description.penalty());
        common.out().flush();
    }
}
