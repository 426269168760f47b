package org.deconas.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as its user runs it: a process of its own, in one home. */
final class DeconasProgram {

    private static final long LIMIT_MINUTES = 5;

    private final Path home;
    private final Map<String, String> environment;

    DeconasProgram(Path home) {
        this(home, Map.of());
    }

    /**
     * @param environment what is set for it beside what this process has
     */
    DeconasProgram(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** What a command printed and how it ended. */
    record Outcome(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // no command of a test takes long
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Ddeconas.root=" + root,
                "-jar",
                root.resolve("cli/target/cli.jar").toString()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--home", home.toString()));
        Path out = Files.createTempFile("deconas-", ".out");
        Path err = Files.createTempFile("deconas-", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("TF_ENABLE_ONEDNN_OPTS", "1");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.environment().put("QUARKUS_OTEL_SDK_DISABLED", "false");
        // Nobody collects them: what is looked at is in the log
        builder.environment().put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT24H");
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError(String.join(" ", arguments) + " is not done after " + LIMIT_MINUTES
                    + " minutes; it printed: " + Files.readString(out));
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
