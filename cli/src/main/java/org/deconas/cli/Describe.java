package org.deconas.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a sequence means and what its network costs. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Says what an architecture is and what its network costs.")
final class Describe implements Callable<Integer> {

    static final String PUBLISHED = "deconasnet";

    @Mixin
    private CommonOptions common;

    @Parameters(
            paramLabel = "SEQUENCE",
            description = "The bits, as \"1 1 1 1 0 ...\", with those of feature fusion if it was searched; or '"
                    + PUBLISHED + "', the published one.")
    private String sequence;

    @Option(names = "--filters", defaultValue = "64", description = "Feature maps (default: ${DEFAULT-VALUE}).")
    private int filters;

    @Option(names = "--blocks", defaultValue = "4", description = "Dense blocks (default: ${DEFAULT-VALUE}).")
    private int blocks;

    @Option(names = "--scale", defaultValue = "2", description = "Enlargement: 2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--no-channel-attention", description = "Without channel attention.")
    private boolean withoutAttention;

    @Option(
            names = "--output",
            paramLabel = "WIDTHxHEIGHT",
            defaultValue = "1280x720",
            converter = OutputSize.Converter.class,
            description = "Size of the enlarged image that multiply-adds are counted for (default: ${DEFAULT-VALUE}).")
    private OutputSize output;

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
    public Integer call() {
        Architecture architecture = architecture(sequence, blocks);
        Complexity complexity =
                Complexity.of(architecture, new NetworkShape(filters, blocks, scale, !withoutAttention));
        Description description = new Description(
                architecture.sequence(),
                architecture.describeCells(),
                architecture.describeFusion(),
                complexity.parameters(),
                complexity.publishedParameters(),
                complexity.multiplyAddsPerPixel(),
                complexity.multiplyAdds(1280, 720, scale),
                output.toString(),
                complexity.multiplyAdds(output.width(), output.height(), scale),
                complexity.penalty());
        if (common.json()) {
            common.print(description);
        } else {
            print(description);
        }
        return 0;
    }

    /** The architecture of a sequence, or of that name, in networks of that many blocks. */
    static Architecture architecture(String sequenceOrName, int blocks) {
        return sequenceOrName.equalsIgnoreCase(PUBLISHED)
                ? Architecture.DECONASNET
                : Architecture.parse(sequenceOrName, blocks);
    }

    private void print(Description description) {
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
                        scale,
                        filters,
                        blocks,
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
