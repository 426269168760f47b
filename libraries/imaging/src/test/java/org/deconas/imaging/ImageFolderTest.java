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
        for (String name : List.of("c.PNG", "a.jpg", "d.Jpeg", "b.bmp", "e.WebP", "notes.txt", "png")) {
            Files.createFile(directory.resolve(name));
        }
        Files.createDirectory(directory.resolve("folder.png"));
        // When
        ImageFolder folder = ImageFolder.scan(directory);
        // Then
        assertThat(folder.files())
                .extracting(ImageFolder.File::name)
                .containsExactly("a.jpg", "b.bmp", "c.PNG", "d.Jpeg", "e.WebP");
    }

    @Test
    void imagesOfSeveralFoldersCarryTheirFoldersNames() throws IOException {
        // Given
        Path first = Files.createDirectories(directory.resolve("x/one"));
        Path second = Files.createDirectories(directory.resolve("x/two"));
        Path twin = Files.createDirectories(directory.resolve("y/two"));
        for (Path folder : List.of(first, second, twin)) {
            Files.createFile(folder.resolve("a.png"));
        }
        // When
        ImageFolder folder = ImageFolder.scan(List.of(second, first));
        ImageFolder ambiguous = ImageFolder.scan(List.of(first, second, twin));
        // Then
        assertThat(folder.files()).extracting(ImageFolder.File::name).containsExactly("two/a.png", "one/a.png");
        assertThat(ambiguous.files())
                .extracting(ImageFolder.File::name)
                .containsExactly("one/a.png", second + "/a.png", twin + "/a.png");
        assertThatExceptionOfType(ImageFolderException.class)
                .isThrownBy(() -> ImageFolder.scan(List.of()))
                .withMessage("there is no folder; give one of PNG, JPEG, BMP or WebP images");
    }

    @Test
    void openedImagesKnowTheirSizeAndContentAndReadTheirPixelsLater() throws IOException {
        // Given
        RgbImage image = TestImages.noise(5, 4, 1);
        ImageFiles.writePng(image, directory.resolve("1.png"));
        // When
        List<SourceImage> opened = ImageFolder.scan(directory).open();
        // Then
        assertThat(opened).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("1.png");
            assertThat(source.size()).isEqualTo(new ImageSize(5, 4));
            assertThat(source.sha256()).isEqualTo(image.sha256());
            assertThat(source.read()).isEqualTo(image);
        });
    }

    @Test
    void imageThatChangedSinceItWasOpenedIsRefused() throws IOException {
        // Given
        Path file = directory.resolve("1.png");
        ImageFiles.writePng(TestImages.noise(5, 4, 1), file);
        SourceImage source = ImageFolder.scan(directory).open().get(0);
        ImageFiles.writePng(TestImages.noise(5, 4, 2), file);
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class).isThrownBy(source::read);
        // Then
        refusal.withMessage("1.png cannot be read as an image: its pixels are not those that it began with; "
                + "leave images alone while they are used");
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
        var later = assertThatExceptionOfType(UnreadableImageException.class).isThrownBy(folder::open);
        // Then
        refusal.withMessageStartingWith("broken.png cannot be read");
        later.withMessageStartingWith("broken.png cannot be read");
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
