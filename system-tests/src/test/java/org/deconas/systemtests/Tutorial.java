package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.SyntheticImages;

/** What docs/tutorial.md tells its reader to type: the commands of blocks that are marked so. */
final class Tutorial {

    private static final Path FILE = Path.of("../docs/tutorial.md");
    private static final String PROGRAM = "./deconas ";

    private final Path directory;
    private final Path images;
    private final List<String> smaller;

    /**
     * @param directory where files go
     * @param images what stands in the tutorial as {@code photographs/}
     * @param smaller what makes its search one of seconds
     */
    Tutorial(Path directory, Path images, List<String> smaller) {
        this.directory = directory;
        this.images = images;
        this.smaller = smaller;
    }

    /**
     * Runs every command; each has to succeed.
     *
     * @return the id of its search
     */
    String follow(DeconasProgram deconas) throws IOException, InterruptedException {
        Path small = directory.resolve("tutorial-small.png");
        ImageFiles.writePng(SyntheticImages.generate(1, 37, 23, 9).get(0).image(), small);
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(8);
        String id = "ID";
        for (String command : commands) {
            List<String> arguments = new ArrayList<>();
            for (String argument : command.split(" ")) {
                arguments.add(argument.replace("ID", id)
                        .replace("photographs/", images.toString())
                        .replaceFirst("^(winner|report)/$", directory + "/tutorial-$1")
                        .replace("small.png", small.toString())
                        .replace("large.png", directory + "/tutorial-large.png"));
            }
            boolean search = command.startsWith("search ");
            if (search) {
                arguments.addAll(smaller);
            }
            DeconasProgram.Outcome outcome = deconas.run(arguments.toArray(String[]::new));
            assertThat(outcome.exitCode()).as(command + ": " + outcome).isZero();
            if (search) {
                id = outcome.out().strip();
                assertThat(id).doesNotContain(" ").isNotEmpty();
            }
        }
        return id;
    }

    private static List<String> commands() throws IOException {
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
