package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/upscaling.md} says that tests hold is held by tests that are there. */
class ConformanceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final int DEPTH_OF_TESTS = 5; // group/module/src/test/java
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void everyTestThatTheTableNamesIsThere() throws IOException {
        // Given
        Map<String, String> sources = testSources();

        // When
        Stream<MatchResult> named = NAMED.matcher(Files.readString(ROOT.resolve("docs/upscaling.md")))
                .results();

        // Then
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .contains("void " + test.group(2) + "("));
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path module : testsOfModules()) {
            try (Stream<Path> walk = Files.walk(module)) {
                walk.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(
                                file.getFileName().toString().replace(".java", ""), read(file), String::concat));
            }
        }
        return sources;
    }

    private static List<Path> testsOfModules() throws IOException {
        try (Stream<Path> walk = Files.walk(ROOT, DEPTH_OF_TESTS)) {
            return walk.filter(path -> path.endsWith("src/test/java")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
