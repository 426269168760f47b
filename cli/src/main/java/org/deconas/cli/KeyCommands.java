package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.MeshException;
import org.deconas.keys.InvalidKeysException;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keys of the services; needs no mesh. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = KeyCommands.Add.class,
        description = {
            "Makes keys for the services' HTTP interfaces.",
            "Services ask for keys when DECONAS_ACCESS_KEYS_FILE names the file; this program sends that of DECONAS_API_KEY."
        })
final class KeyCommands {

    /** Makes a key. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a key, shows it this once, and appends its digest to the file.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private CommonOptions common;

        @Parameters(index = "0", paramLabel = "NAME", description = "Whose key it is.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                description = "viewer reads and enlarges images; operator does everything (${COMPLETION-CANDIDATES}).")
        private Role role;

        @Option(names = "--keys-file", required = true, paramLabel = "FILE", description = "Made when it is missing.")
        private Path file;

        /** The new key, as {@code --json} gives it. */
        record Added(String name, String role, String key) {}

        @Override
        public Integer call() throws IOException {
            String key = add();
            if (common.json()) {
                common.print(new Added(name, role.word(), key));
            } else {
                common.out().println(key);
                common.out().flush();
            }
            return 0;
        }

        private String add() throws IOException {
            try {
                return new KeyFile(file).add(new KeyHolder(name, role), new SecureRandom());
            } catch (InvalidKeysException | IllegalArgumentException e) {
                throw new MeshException(e.getMessage());
            }
        }
    }
}
