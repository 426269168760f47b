package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutInternetTheAnswerIsOneLineAndAFailure() throws IOException {
        // Given
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        // When
        int exitCode = run("data", "div2k", "--part", "valid", "--address", "http://127.0.0.1:" + freePort + "/");
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .matches("deconas: cannot reach 127.0.0.1 \\(.+\\); DIV2K has to be fetched where there is internet "
                        + "and copied to .*images/DIV2K");
    }

    @Test
    void setThatIsThereNeedsNoNetwork() throws IOException {
        // Given
        Path folder = Files.createDirectories(home.resolve("here/DIV2K_valid_HR"));
        for (int i = 801; i <= 900; i++) {
            Files.createFile(folder.resolve("0" + i + ".png"));
        }
        // When
        int exitCode = run(
                "data", "div2k", "--part=valid", "--to", home.resolve("here").toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines(folder + " is there, with its 100 images");
    }

    @Test
    void unknownPartIsAWrongCallThatNamesTheParts() {
        // When
        int exitCode = run("data", "div2k", "--part", "test");
        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("Invalid value for option '--part'", "train", "valid", "but was 'test'");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
