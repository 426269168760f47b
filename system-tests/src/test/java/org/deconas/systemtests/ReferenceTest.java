package org.deconas.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The references in docs/ are made from the contracts, and say what these say now. */
class ReferenceTest {

    private static final Path DIRECTORY = Path.of("../docs/reference");

    @Test
    void referenceOfEventsIsThatOfTheContract() throws IOException {
        isCurrent("events.md", EventReference.markdown());
    }

    @Test
    void referenceOfHttpIsThatOfTheServices() throws IOException {
        isCurrent("http.md", HttpReference.markdown());
    }

    private static void isCurrent(String file, String made) throws IOException {
        // Given
        Path committed = DIRECTORY.resolve(file);
        if (Boolean.getBoolean("reference.rewrite")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(committed, made);
        }

        // Then
        assertThat(committed)
                .as("%s; -Dreference.rewrite=true makes it anew", committed)
                .exists()
                .hasContent(made);
    }
}
