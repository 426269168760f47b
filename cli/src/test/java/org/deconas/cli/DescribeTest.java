package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.CellDrawing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void publishedNetworkIsDescribed() {
        // When
        int exitCode = describe("deconasnet");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                        1 1 1 1 1 0 1 0 0 0 1 1 0 0 0 0 1 0 0 1 0 0 1 1 1 0 0 0 0 1
                          cell 0: conv{0} sep{0} dil{0}
                          cell 1: conv{0,1} sep{0}
                          cell 2: sep{0,2} dil{0}
                          cell 3: conv{2} sep{0,1} dil{1,3}
                        x2, 64 filters, 4 blocks:
                          1,693,251 live parameters (1,713,795 as published: with a connection that nothing uses)
                          382.7 G multiply-adds for a 1280x720 output (1,660,864 for each low-resolution pixel)
                          complexity penalty 0.412
                        """);
    }

    @Test
    void networkWithSearchedFusionIsDescribedWithWhatIsFused() {
        // When
        int exitCode = describe("1 1 1  1 0 0 0 0 0  1 0  0 1 0", "--blocks", "3");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains(
                        "  cell 0: conv{0} sep{0} dil{0} (nothing uses it)",
                        "  cell 1: conv{0}",
                        "  local fusion {0,2}",
                        "  global fusion {1,3}",
                        "as published: with all that nothing uses");
    }

    @Test
    void multiplyAddsAreThoseOfTheOutputThatIsAskedFor() throws Exception {
        // When
        int exitCode = describe("deconasnet", "--output", "640x360", "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.get("output").asText()).isEqualTo("640x360");
        assertThat(answer.get("multiplyAdds").asLong()).isEqualTo(1_660_864L * 320 * 180);
        assertThat(answer.get("multiplyAdds720p").asLong()).isEqualTo(1_660_864L * 640 * 360);
    }

    @Test
    void cellsAreDrawnIntoTheFileThatIsNamed(@TempDir Path folder) throws Exception {
        // Given
        Path file = folder.resolve("cells.svg");

        // When
        int exitCode = describe("deconasnet", "--svg", file.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(file).content().isEqualTo(CellDrawing.svg(Architecture.DECONASNET));
        assertThat(out.toString()).contains("complexity penalty 0.412");
    }

    @Test
    void drawingThatCannotBeWrittenIsOneLine(@TempDir Path folder) {
        // When
        int exitCode = describe(
                "deconasnet", "--svg", folder.resolve("missing/cells.svg").toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("missing/cells.svg");
    }

    @Test
    void sizeThatIsNoneIsAWrongCall() {
        // When
        int exitCode = describe("deconasnet", "--output", "1280");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("'1280' is no size; write it as 1280x720");
    }

    @Test
    void lengthThatNoNetworkOfThatManyBlocksHasIsOneLineWithTheRightLengths() {
        // When
        int exitCode = describe("1 0 1 1", "--blocks", "3");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("The sequence has 4 bits", "or 7, 14, 24, 37, ... with the fusion of 3 blocks");
    }

    private int describe(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "describe";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
