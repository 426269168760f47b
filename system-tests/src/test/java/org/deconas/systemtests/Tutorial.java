package org.deconas.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of docs/tutorial.md: those of blocks that are marked so. */
final class Tutorial {

    private static final Path FILE = Path.of("../docs/tutorial.md");
    private static final String PROGRAM = "./deconas ";

    private Tutorial() {}

    /** What follows the program's name, in the tutorial's order. */
    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean marked = false;
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("```")) {
                marked = line.equals("```sh tutorial");
            } else if (marked && line.startsWith(PROGRAM)) {
                commands.add(line.substring(PROGRAM.length()));
            }
        }
        return commands;
    }
}
