package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bicubic x2 on Set5 against figures that were measured elsewhere in the same protocol. */
class Set5BicubicTest {

    private Path set5;

    @BeforeEach
    void findSet5() {
        set5 = TestImages.sharedData()
                .map(data -> data.resolve("test").resolve("Set5"))
                .orElse(Path.of("Set5"));
        assumeTrue(Files.isDirectory(set5), "skipped: the Set5 images (shared/data/test/Set5) are not on this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "baby, 37.0922, 0.9527",
        "bird, 36.8360, 0.9727",
        "butterfly, 27.4386, 0.9160",
        "head, 34.8862, 0.8631",
        "woman, 32.1562, 0.9482"
    })
    void bicubicScoresAreTheKnownOnes(String name, double psnr, double ssim) throws IOException {
        // Given
        RgbImage image = ImageFiles.read(set5.resolve(name + "_GT.png"));
        // When
        Quality.Score score = bicubicScore(image);
        // Then
        assertThat(score.psnr()).isCloseTo(psnr, within(0.002));
        assertThat(score.ssim()).isCloseTo(ssim, within(0.0002));
    }

    @Test
    void meansAreTheKnownOnes() throws IOException {
        // Given
        var images = ImageFolder.scan(set5).readAll();
        // When
        var scores = images.stream().map(named -> bicubicScore(named.image())).toList();
        // Then
        assertThat(scores.stream().mapToDouble(Quality.Score::psnr).average().orElseThrow())
                .isCloseTo(33.6818, within(0.002));
        assertThat(scores.stream().mapToDouble(Quality.Score::ssim).average().orElseThrow())
                .isCloseTo(0.9305, within(0.0002));
    }

    private static Quality.Score bicubicScore(RgbImage image) {
        ImagePair pair = ImagePair.degrade(image, 2);
        return Quality.score(pair.highResolution(), Bicubic.upscale(pair.lowResolution(), 2), 2);
    }
}
