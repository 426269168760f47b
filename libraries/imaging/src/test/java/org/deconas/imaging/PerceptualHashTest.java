package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {

    @Test
    void copiesAreNearAndDifferentImagesAreNot() {
        // Given
        List<RgbImage> drawn = SyntheticImages.generate(20, 120, 90, 3).stream()
                .map(NamedImage::image)
                .toList();
        List<PerceptualHash> hashes = drawn.stream().map(PerceptualHash::of).toList();
        for (int i = 0; i < drawn.size(); i++) {
            PerceptualHash hash = hashes.get(i);
            // When
            Map<String, RgbImage> copies = copies(drawn.get(i));
            copies.put("mirrored", drawn.get(i).flipHorizontally());
            // Then
            copies.forEach((how, copy) ->
                    assertThat(PerceptualHash.of(copy).isNear(hash)).as(how).isTrue());
            assertThat(hashes.stream().filter(hash::isNear)).hasSize(1);
        }
    }

    @Test
    void mirroredImageHasTheHashOfItsMirrorExactly() {
        // Given
        RgbImage image = TestImages.noise(64, 32, 4);
        // When
        int distance = PerceptualHash.of(image).distance(PerceptualHash.of(image.flipHorizontally()));
        // Then
        assertThat(distance).isZero();
    }

    @Test
    void flatImagesAreNearNothing() {
        // Given
        PerceptualHash black = PerceptualHash.of(TestImages.constant(40, 40, 0, 0, 0));
        PerceptualHash grey = PerceptualHash.of(TestImages.constant(40, 40, 90, 90, 90));
        // When
        boolean near = black.isNear(grey);
        // Then
        assertThat(near).isFalse();
    }

    @Test
    void photographsOfTheSharedSetsAreToldApartFromEachOtherButNotFromTheirCopies() throws IOException {
        // Given
        Path data = TestImages.sharedData().orElse(Path.of("shared/data"));
        List<Path> folders = Stream.of("test/Set5", "train/T91", "train/General100", "train/BSD200")
                .map(data::resolve)
                .toList();
        assumeTrue(
                folders.stream().allMatch(Files::isDirectory),
                "skipped: the image sets (shared/data) are not on this machine");
        List<ImageFolder.File> files = ImageFolder.scan(folders).files();
        List<PerceptualHash> hashes = new ArrayList<>();
        // When
        for (ImageFolder.File file : files) {
            RgbImage image = ImageFiles.read(file.path());
            PerceptualHash hash = PerceptualHash.of(image);
            hashes.add(hash);
            if (hashes.size() % 10 == 0) {
                copies(image)
                        .forEach((how, copy) -> assertThat(
                                        PerceptualHash.of(copy).isNear(hash))
                                .as(how + " " + file.name())
                                .isTrue());
            }
        }
        // Then: T91 holds one image twice
        List<String> near = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (hashes.get(i).isNear(hashes.get(j))) {
                    near.add(files.get(j).name() + " " + files.get(i).name());
                }
            }
        }
        assertThat(near).containsExactly("T91/t36.png T91/t65.png");
    }

    private static Map<String, RgbImage> copies(RgbImage image) {
        Map<String, RgbImage> copies = new LinkedHashMap<>();
        copies.put("recompressed", TestImages.recompressed(image, 0.6f));
        copies.put("resized", TestImages.resized(image, 0.9));
        copies.put("halved", TestImages.resized(image, 0.5));
        copies.put("brightened", TestImages.brightened(image, 10));
        copies.put("resized, then recompressed", TestImages.recompressed(TestImages.resized(image, 0.9), 0.6f));
        return copies;
    }
}
