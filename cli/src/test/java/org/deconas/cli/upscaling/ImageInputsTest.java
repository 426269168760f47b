package org.deconas.cli.upscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deconas.cli.mesh.MeshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageInputsTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    *.jpg                 | a.jpg
                    *.{jpg,PNG}           | a.jpg B.PNG
                    ?.*                   | B.PNG a.jpg
                    [a-z].*               | a.jpg
                    *                     | B.PNG a.jpg
                    **/*.jpg              | 2024/d.jpg 2024/may/c.jpg 2025/may/c.jpg a.jpg
                    **                    | 2024/d.jpg 2024/may/c.jpg 2024/may/e.webp 2025/may/c.jpg B.PNG a.jpg
                    2024/**/*.jpg         | 2024/d.jpg 2024/may/c.jpg
                    */may/c.jpg           | 2024/may/c.jpg 2025/may/c.jpg
                    202[45]/**/may/*.webp | 2024/may/e.webp
                    **/may/**/c.jpg       | 2024/may/c.jpg 2025/may/c.jpg
                    20**/c.jpg            | 2024/may/c.jpg 2025/may/c.jpg
                    2024/{may/c,d}.jpg    | 2024/d.jpg 2024/may/c.jpg
                    """)
    void patternGivesTheImagesThatMatch(String pattern, String expected) throws IOException {
        // Given
        files(
                "a.jpg",
                "B.PNG",
                "notes.txt",
                ".hidden.jpg",
                "2024/d.jpg",
                "2024/may/c.jpg",
                "2024/may/e.webp",
                "2025/may/c.jpg",
                ".thumbnails/a.jpg");
        // When
        List<ImageInput> found = find(false, pattern);
        // Then
        assertThat(below(found)).containsExactlyInAnyOrder(expected.split(" "));
    }

    @Test
    void patternKeepsTheFoldersThatItDoesNotName() throws IOException {
        // Given
        files("2024/may/c.jpg");
        // When
        List<ImageInput> found = find(false, "2024/**/*.jpg");
        // Then
        assertThat(found).containsExactly(new ImageInput(folder.resolve("2024/may/c.jpg"), Path.of("may", "c.jpg")));
    }

    @Test
    void fileOfWhichTheNameLooksLikeAPatternIsThatFile() throws IOException {
        // Given
        files("photo[1].png", "photo1.png");
        // When
        List<ImageInput> found = find(false, "photo[1].png");
        // Then
        assertThat(below(found)).containsExactly("photo[1].png");
    }

    @Test
    void folderGivesItsImagesByNameAndNoOthers() throws IOException {
        // Given
        files("b.tiff", "a.JPEG", "c.gif", "notes.txt", "png", ".DS_Store.png", "more/d.png");
        // When
        List<ImageInput> found = find(false, "");
        // Then
        assertThat(below(found)).containsExactly("a.JPEG", "b.tiff", "c.gif");
    }

    @Test
    void folderGivesTheImagesOfItsFoldersWhenAsked() throws IOException {
        // Given
        files("a.png", "more/d.png", "more/still/e.bmp", ".trash/f.png");
        // When
        List<ImageInput> found = find(true, "");
        // Then
        assertThat(below(found)).containsExactly("a.png", "more/d.png", "more/still/e.bmp");
    }

    @Test
    void linkToAFolderIsThatFolder() throws IOException {
        // Given
        files("real/a.png", "real/more/b.png");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("real/more/round"), folder.resolve("real"));
        // When
        List<ImageInput> found = find(true, "link");
        // Then
        assertThat(below(found)).containsExactly("link/a.png", "link/more/b.png");
    }

    @Test
    void fileThatIsNamedIsTakenWhateverItIsCalled() throws IOException {
        // Given
        files("scan", "photo.png", "photo-x2.png");
        // When
        List<ImageInput> found = find(false, "scan", "photo-x2.png");
        // Then
        assertThat(below(found)).containsExactly("scan", "photo-x2.png");
    }

    @Test
    void imageThatIsMeantTwiceIsFoundOnce() throws IOException {
        // Given
        files("a.png", "b.png");
        // When
        List<ImageInput> found = find(false, "b.png", "", "*.png", "../" + folder.getFileName() + "/a.png");
        // Then
        assertThat(below(found)).containsExactly("b.png", "a.png");
    }

    @Test
    void resultsOfEarlierRunsAreNotFoundButImagesOfSuchNamesAre() throws IOException {
        // Given
        files("photo.jpg", "photo-x2.png", "photo-x4.webp", "alone-x2.png", "photo-x.png", "more/photo-x2.png");
        // When
        List<ImageInput> found = find(true, "");
        // Then
        assertThat(below(found)).containsExactly("alone-x2.png", "more/photo-x2.png", "photo-x.png", "photo.jpg");
    }

    @Test
    void whatLiesInTheFolderOfResultsIsNotFound() throws IOException {
        // Given
        files("a.png", "large/a-x2.png", "large/b.png");
        // When
        List<ImageInput> found =
                new ImageInputs(true, Destination.of(folder.resolve("large"))).find(List.of(folder.toString()));
        // Then
        assertThat(below(found)).containsExactly("a.png");
    }

    @Test
    void folderThatTakesItsOwnResultsIsLookedThrough() throws IOException {
        // Given
        files("a.png", "a-x2.png");
        // When
        List<ImageInput> found = new ImageInputs(false, Destination.of(folder)).find(List.of(folder.toString()));
        // Then
        assertThat(below(found)).containsExactly("a.png");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    missing.png | there is no file
                    empty       | its folders are looked through with --recursive
                    *.webp      | no image matches
                    none/*.png  | no image matches
                    *.[png      | is no pattern
                    """)
    void whatGivesNoImageIsRefused(String argument, String reason) throws IOException {
        // Given
        files("a.png", "empty/notes.txt");
        // Then
        assertThatThrownBy(() -> find(false, argument))
                .isInstanceOf(MeshException.class)
                .hasMessageContaining(reason);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<ImageInput> find(boolean recursive, String... arguments) {
        return new ImageInputs(recursive, new Destination.Beside())
                .find(Arrays.stream(arguments)
                        .map(argument -> argument.isEmpty() ? folder.toString() : folder + "/" + argument)
                        .toList());
    }

    private List<String> below(List<ImageInput> inputs) {
        Stream<Path> files = inputs.stream().map(ImageInput::identity);
        return files.map(file -> folder.relativize(file).toString()).toList();
    }
}
