package org.deconas.cli;

import picocli.CommandLine.Option;

/** What becomes of a search that a command has begun. */
final class FollowOptions {

    @Option(names = "--detach", description = "Do not follow it: print its id and return.")
    private boolean detach;

    @Option(names = "--plain", description = "Lines, on a terminal too; see 'deconas watch --help'.")
    private boolean plain;

    boolean detach() {
        return detach;
    }

    boolean plain() {
        return plain;
    }
}
