package org.deconas.cli;

import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network is meant: an architecture and the dimensions around it. */
final class NetworkOptions {

    private static final String PUBLISHED = "deconasnet";

    @Parameters(
            paramLabel = "SEQUENCE",
            description = "The bits, as \"1 1 1 1 0 ...\"; or '" + PUBLISHED + "', the published one.")
    private String sequence;

    @Option(names = "--filters", defaultValue = "64", description = "Feature maps (default: ${DEFAULT-VALUE}).")
    private int filters;

    @Option(names = "--blocks", defaultValue = "4", description = "Dense blocks (default: ${DEFAULT-VALUE}).")
    private int blocks;

    @Option(names = "--scale", defaultValue = "2", description = "Enlargement: 2, 3 or 4 (default: ${DEFAULT-VALUE}).")
    private int scale;

    @Option(names = "--no-channel-attention", description = "Without channel attention.")
    private boolean withoutAttention;

    /** @throws IllegalArgumentException when the sequence is none, with one line that says why */
    Architecture architecture() {
        return sequence.equalsIgnoreCase(PUBLISHED) ? Architecture.DECONASNET : Architecture.parse(sequence, blocks);
    }

    NetworkShape shape() {
        return new NetworkShape(filters, blocks, scale, !withoutAttention);
    }
}
