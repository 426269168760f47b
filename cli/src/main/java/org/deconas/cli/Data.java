package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.data.Div2k;
import org.deconas.cli.data.ImageSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Public image sets. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Fetches public image sets.",
        subcommands = Data.FetchDiv2k.class)
final class Data {

    /** The set that the published networks are trained on. */
    @Command(
            name = "div2k",
            mixinStandardHelpOptions = true,
            description = "Fetches DIV2K, high resolution (4 GB), and unpacks it; goes on where it was interrupted.")
    static final class FetchDiv2k implements Callable<Integer> {

        @Mixin
        private CommonOptions common;

        @Option(
                names = "--to",
                paramLabel = "DIR",
                description = "Folder to put it into (without: images/DIV2K in the home).")
        private Path directory;

        @Option(
                names = "--part",
                paramLabel = "PART",
                description = "Which half: ${COMPLETION-CANDIDATES} (without: both).")
        private Div2k part;

        @Option(names = "--address", hidden = true, defaultValue = Div2k.ADDRESS)
        private String address;

        @Override
        public Integer call() throws IOException {
            Path to = directory == null ? common.home().directory().resolve("images/DIV2K") : directory;
            List<String> folders = new ArrayList<>();
            for (Div2k each : part == null ? List.of(Div2k.values()) : List.of(part)) {
                ImageSet set = new ImageSet(each.archive(address), to);
                set.complete(common.progress());
                folders.add(set.folder().toString());
            }
            if (common.json()) {
                common.print(Map.of("folders", folders));
            }
            return 0;
        }
    }
}
