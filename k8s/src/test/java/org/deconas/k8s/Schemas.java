package org.deconas.k8s;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The JSON Schemas of Kubernetes, Strimzi, KEDA and CloudNativePG, as npm packages have them: they know what is required, too. */
final class Schemas {

    private static final Path INSTALLED = Path.of("target/validation");

    private static Boolean installed; // null until tried

    private Schemas() {}

    /** Validates resources: a line for each. A test that asks is skipped where there is no Node, or its packages cannot be had. */
    static Command validate(List<JsonNode> resources) throws IOException, InterruptedException {
        assumeTrue(Command.exists("node") && Command.exists("npm"), "Skipped: Node and npm are not there");
        assumeTrue(install(), "Skipped: npm could not install the schemas; see above");
        return Command.run(INSTALLED, resources.toString(), List.of("node", "validate.mjs"));
    }

    private static synchronized boolean install() throws IOException, InterruptedException {
        if (installed == null) {
            Files.createDirectories(INSTALLED);
            boolean changed = false;
            for (String file : Stream.of("package.json", "package-lock.json", "validate.mjs")
                    .toList()) {
                Path source = Path.of("validation", file);
                Path target = INSTALLED.resolve(file);
                if (!Files.exists(target) || Files.mismatch(source, target) >= 0) {
                    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
                    changed = true;
                }
            }
            installed = !changed && Files.isDirectory(INSTALLED.resolve("node_modules"))
                    || Command.run(
                                            INSTALLED,
                                            "",
                                            List.of(
                                                    "npm",
                                                    "ci",
                                                    "--no-audit",
                                                    "--no-fund",
                                                    "--ignore-scripts",
                                                    "--loglevel=error"))
                                    .exitCode()
                            == 0;
        }
        return installed;
    }
}
