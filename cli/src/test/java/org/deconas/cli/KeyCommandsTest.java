package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("keys");
    }

    @Test
    void newKeyIsShownAndItsDigestKept() throws Exception {
        // When
        int exitCode = run("anna", "operator");
        // Then
        assertThat(exitCode).isZero();
        String key = out.toString().strip();
        assertThat(new KeyFile(file).read().holder(key)).contains(new KeyHolder("anna", Role.OPERATOR));
        assertThat(Files.readString(file)).doesNotContain(key);
    }

    @Test
    void secondKeyOfANameAndABadNameAreRefusedInALine() throws IOException {
        // Given
        run("anna", "viewer");
        String before = Files.readString(file);
        // When
        int second = run("anna", "operator");
        int bad = run("an na", "operator");
        // Then
        assertThat(second).isEqualTo(1);
        assertThat(bad).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "deconas: " + file + " has a key of anna already; remove its line first",
                        "deconas: a name has 1 to 64 letters, digits and . _ -");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    private int run(String name, String role) {
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("keys", "add", name, "--role", role, "--keys-file", file.toString());
    }
}
