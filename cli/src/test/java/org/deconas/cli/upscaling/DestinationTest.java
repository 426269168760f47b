package org.deconas.cli.upscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deconas.cli.mesh.MeshException;
import org.deconas.pictures.PictureFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "photo.jpg, photo-x2.png",
        "photos/photo.v2.JPEG, photos/photo.v2-x2.png",
        "photo.v2, photo.v2-x2.png",
        "scan, scan-x2.png",
        ".png, .png-x2.png",
        "../photo-x2.png, ../photo-x2-x2.png"
    })
    void nameBesideTheImageIsItsOwnWithTheScale(Path in, Path expected) {
        // When
        Path result = new Destination.Beside().resultOf(ImageInput.named(in), 2, PictureFormat.PNG);
        // Then
        assertThat(result).isEqualTo(expected);
    }

    @Test
    void suffixIsTheFormats() {
        // When
        Path result = new Destination.Below(Path.of("large"))
                .resultOf(new ImageInput(Path.of("photos/may/a.png"), Path.of("may/a.png")), 3, PictureFormat.JPEG);
        // Then
        assertThat(result).isEqualTo(Path.of("large/may/a-x3.jpg"));
    }

    @Test
    void outThatEndsAsImagesDoIsAFileUnlessItIsAFolder() throws IOException {
        // Given
        Path folderOfSuchAName = Files.createDirectory(folder.resolve("photos.png"));
        Path file = folder.resolve("large.webp");
        Path other = folder.resolve("large.d");
        // Then
        assertThat(Destination.of(folderOfSuchAName)).isEqualTo(new Destination.Below(folderOfSuchAName));
        assertThat(Destination.of(file)).isEqualTo(new Destination.To(file));
        assertThat(Destination.of(other)).isEqualTo(new Destination.Below(other));
    }

    @Test
    void outThatIsAFileOfAnotherKindIsRefused() throws IOException {
        // Given
        Path notes = Files.createFile(folder.resolve("notes.txt"));
        // Then
        assertThatThrownBy(() -> Destination.of(notes))
                .isInstanceOf(MeshException.class)
                .hasMessageContaining("give a folder");
    }

    @Test
    void secondOfTwoArgumentsIsTheResultOnlyWhenNothingElseCanBeMeant() throws IOException {
        // Given
        String there = Files.createFile(folder.resolve("there.png")).toString();
        String missing = folder.resolve("missing.png").toString();
        String pattern = folder.resolve("*.png").toString();
        // Then
        assertThat(Destination.ofSecond(List.of(there, missing))).contains(new Destination.To(Path.of(missing)));
        assertThat(Destination.ofSecond(List.of(there, there))).isEmpty();
        assertThat(Destination.ofSecond(List.of(there, pattern))).isEmpty();
        assertThat(Destination.ofSecond(List.of(there, folder.resolve("photos").toString())))
                .isEmpty();
        assertThat(Destination.ofSecond(List.of(there, there, missing))).isEmpty();
        assertThat(Destination.ofSecond(List.of(missing))).isEmpty();
    }
}
