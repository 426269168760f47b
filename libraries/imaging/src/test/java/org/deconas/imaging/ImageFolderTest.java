package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    Path directory;

    @Test
    void imagesAreListedByNameAndNothingElse() throws IOException {
        // Given
        for (String name : List.of("c.PNG", "a.jpg", "d.Jpeg", "b.bmp", "notes.txt", "png")) {
            Files.createFile(directory.resolve(name));
        }
        Files.createDirectory(directory.resolve("folder.png"));
        // When
        ImageFolder folder = ImageFolder.scan(directory);
        // Then
        assertThat(folder.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("a.jpg", "b.bmp", "c.PNG", "d.Jpeg");
    }

    @Test
    void allImagesAreReadUnderTheirFileNames() throws IOException {
        // Given
        RgbImage first = TestImages.noise(3, 4, 1);
        RgbImage second = TestImages.noise(5, 2, 2);
        ImageFiles.writePng(second, directory.resolve("2.png"));
        ImageFiles.writePng(first, directory.resolve("1.png"));
        // When
        List<NamedImage> images = ImageFolder.scan(directory).readAll();
        // Then
        assertThat(images).containsExactly(new NamedImage("1.png", first), new NamedImage("2.png", second));
    }

    @Test
    void damagedImageStopsReadingWithItsName() throws IOException {
        // Given
        Files.writeString(directory.resolve("broken.png"), "?");
        ImageFolder folder = ImageFolder.scan(directory);
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class).isThrownBy(folder::readAll);
        // Then
        refusal.withMessageStartingWith("broken.png cannot be read");
    }

    @Test
    void missingFolderAndFileAndEmptyFolderAreRefused() throws IOException {
        // Given
        Path file = Files.createFile(directory.resolve("a.txt"));
        Path missing = directory.resolve("missing");
        // When
        var refusal = assertThatExceptionOfType(ImageFolderException.class);
        // Then
        refusal.isThrownBy(() -> ImageFolder.scan(missing)).withMessageStartingWith(missing + " does not exist;");
        refusal.isThrownBy(() -> ImageFolder.scan(file)).withMessageStartingWith(file + " is not a folder;");
        refusal.isThrownBy(() -> ImageFolder.scan(directory)).withMessageStartingWith(directory + " holds no image;");
    }
}
