package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.deconas.cli.mesh.JsonFile;
import org.junit.jupiter.api.Test;

class UpscaleTest extends UpscaleFixture {

    @Test
    void resultLiesBesideTheImageAndIsNamedByTheScale() throws IOException {
        // Given
        Path photo = image("photo.jpg");
        // When
        int exitCode = run(photo.toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(files()).containsExactly("photo-x2.png", "photo.jpg");
        assertThat(ImageIO.read(folder.resolve("photo-x2.png").toFile()).getWidth())
                .isEqualTo(6);
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .matches(".*/photo\\.jpg -> .*/photo-x2\\.png \\(6x4, \\d+\\.\\d s\\)");
    }

    @Test
    void secondArgumentThatIsNotThereIsTheResult() throws IOException {
        // Given
        Path small = image("small.png");
        // When
        int exitCode = run(small.toString(), folder.resolve("large.png").toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(files()).containsExactly("large.png", "small.png");
        assertThat(standIn.queries()).containsExactly("");
    }

    @Test
    void secondArgumentThatIsThereIsAnImageToo() throws IOException {
        // Given
        Path one = image("one.png");
        Path other = image("other.png");
        // When
        int exitCode = run(one.toString(), other.toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(files()).containsExactly("one-x2.png", "one.png", "other-x2.png", "other.png");
    }

    @Test
    void foldersKeepTheirStructureBelowTheResults() throws IOException {
        // Given
        image("photos/a.png");
        image("photos/2024/may/a.png");
        // When
        int exitCode = run(folder.resolve("photos").toString(), "--recursive", "--out", at("large"));
        // Then
        assertThat(exitCode).isZero();
        assertThat(files())
                .contains("large/a-x2.png", "large/2024/may/a-x2.png")
                .hasSize(4);
    }

    @Test
    void secondRunOverAFolderSendsNothing() throws IOException {
        // Given
        image("a.png");
        image("b.png");
        run(folder.toString());
        int sent = standIn.queries().size();
        // When
        int exitCode = run(folder.toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(standIn.queries()).hasSize(sent);
        assertThat(out.toString())
                .contains("a-x2.png skipped: exists", "b-x2.png skipped: exists", "0 of 2 images enlarged, 2 skipped");
        assertThat(files()).containsExactly("a-x2.png", "a.png", "b-x2.png", "b.png");
    }

    @Test
    void resultThatIsThereIsWrittenOverWhenForced() throws IOException {
        // Given
        Path photo = image("photo.png");
        Path result = Files.writeString(folder.resolve("photo-x2.png"), "an earlier one");
        // When
        int exitCode = run(photo.toString(), "--force");
        // Then
        assertThat(exitCode).isZero();
        assertThat(result).hasBinaryContent(StandInUpscaling.png(6, 4));
    }

    @Test
    void imagesThatWouldBecomeOneFileAreRefusedBeforeAnyIsSent() throws IOException {
        // Given
        Path one = image("photo.jpg");
        Path other = image("photo.tif");
        Path fine = image("fine.png");
        // When
        int exitCode = run(fine.toString(), one.toString(), other.toString());
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("both " + one + " and " + other + " would become " + at("photo-x2.png"));
        assertThat(standIn.queries()).isEmpty();
    }

    @Test
    void scaleOfTheChosenModelCounts() throws IOException {
        // Given
        Path photo = image("photo.png");
        image("photo-x3.png");
        // When
        int exitCode = run(photo.toString(), "--model", "other");
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("photo-x3.png skipped: exists");
    }

    @Test
    void twoPassesOfAModelForThreeTimesTheSizeGiveNineTimes() throws IOException {
        // Given
        Path photo = image("photo.png");
        image("photo-x9.png");
        // When
        int exitCode = run(photo.toString(), "--model", "other", "--passes", "2");
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("photo-x9.png skipped: exists");
    }

    @Test
    void modelThatIsNotThereIsOneLine() throws IOException {
        // Given
        Path photo = image("photo.png");
        // When
        int exitCode = run(photo.toString(), "--model", "missing");
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("there is no model missing");
    }

    @Test
    void wishesAreSentOnlyWhenTheyAreGiven() throws IOException {
        // Given
        Path photo = image("photo.png");
        // When
        run(photo.toString());
        run(photo.toString(), "--force", "--model", "other", "--format", "png", "--quality", "80", "--ensemble");
        run(photo.toString(), "--force", "--passes", "2", "--keep-metadata");
        // Then
        assertThat(standIn.queries())
                .containsExactly("", "model=other&format=png&quality=80&ensemble=true", "passes=2&metadata=keep");
    }

    @Test
    void endingOfTheResultIsItsFormat() throws IOException {
        // Given
        Path photo = image("photo.png");
        // When
        run(photo.toString(), "--out", at("large.jpg"));
        // Then
        assertThat(standIn.queries()).containsExactly("format=jpeg");
    }

    @Test
    void jsonIsALineForEachImage() throws IOException {
        // Given
        image("a.png");
        Files.writeString(folder.resolve("broken.png"), "no image");
        image("c.png");
        image("c-x2.png");
        // When
        int exitCode = run(folder.toString(), "--json", "--jobs", "1");
        // Then
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JsonFile.MAPPER.readTree(line));
        }
        assertThat(exitCode).isEqualTo(1);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("in").asText()).isEqualTo(at("a.png"));
        assertThat(lines.get(0).path("out").asText()).isEqualTo(at("a-x2.png"));
        assertThat(lines.get(0).path("width").asInt()).isEqualTo(6);
        assertThat(lines.get(0).path("height").asInt()).isEqualTo(4);
        assertThat(lines.get(0).path("seconds").asDouble()).isPositive();
        assertThat(lines.get(1).path("error").asText()).isEqualTo("The body is no image");
        assertThat(lines.get(2).path("skipped").asText()).isEqualTo("exists");
    }

    @Test
    void severalImagesCannotBecomeOneFile() throws IOException {
        // Given
        Path one = image("one.png");
        Path other = image("other.png");
        // When
        int exitCode = run(one.toString(), other.toString(), "--out", at("large.png"));
        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("2 images cannot all become " + at("large.png"));
    }

    @Test
    void wrongCallsAreToldWhatWouldBeRight() throws IOException {
        // Given
        String photo = image("photo.png").toString();
        // When
        List<Integer> exitCodes = List.of(
                run(photo, "--quality", "0"),
                run(photo, "--jobs", "0"),
                run(photo, "--format", "bmp"),
                run(photo, "--format", "png", "--out", at("large.jpg")),
                run());
        // Then
        assertThat(exitCodes).containsOnly(2);
        assertThat(err.toString())
                .contains(
                        "from 1 to 100, not 0",
                        "from 1 to 64, not 0",
                        "BMP is read, but not written",
                        "large.jpg ends as JPEG does, but --format says PNG",
                        "Missing required parameter: 'IN'");
        assertThat(standIn.queries()).isEmpty();
    }
}
