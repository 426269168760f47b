package org.deconas.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WritingTest {

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "TIFF"})
    void aPictureLargerThanMemoryIsWrittenBandByBand(PictureFormat format) throws IOException {
        // Given: 300 MB of samples, in a process of 256 MB
        PictureDescription picture = PictureDescription.of(10_000, 10_000, PictureLayout.RGB_8);
        int[] next = {0};
        int[] most = {0};
        RowSource rows = (y, count, target) -> {
            assertThat(y).isEqualTo(next[0]);
            next[0] += count;
            most[0] = Math.max(most[0], target.length() / 30_000);
        };

        // When
        PictureWriter.write(format, picture, rows, WriteOptions.DEFAULT, OutputStream.nullOutputStream());

        // Then
        assertThat(next[0]).isEqualTo(10_000);
        assertThat(most[0]).isLessThanOrEqualTo(64);
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(300_000_000L);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "TIFF", "WEBP"})
    void whatTheRowsThrowComesThroughUnchanged(PictureFormat format) {
        // Given
        PictureDescription picture = PictureDescription.of(700, 1500, PictureLayout.RGB_8);
        for (Exception failure : new Exception[] {new IOException("gone"), new IllegalStateException("no")}) {
            RowSource rows = (y, count, target) -> {
                if (y + count > 600) {
                    if (failure instanceof IOException e) {
                        throw e;
                    }
                    throw (RuntimeException) failure;
                }
            };

            // When / Then
            assertThatThrownBy(() -> PictureWriter.write(
                            format, picture, rows, WriteOptions.DEFAULT, OutputStream.nullOutputStream()))
                    .isSameAs(failure);
        }
    }

    @Test
    void webPSaysHowLargeItMayBe() {
        PictureDescription picture = PictureDescription.of(16_384, 1, PictureLayout.RGB_8);
        assertThatThrownBy(() -> PictureWriter.write(
                        PictureFormat.WEBP,
                        picture,
                        (y, n, t) -> {},
                        WriteOptions.DEFAULT,
                        new ByteArrayOutputStream()))
                .isInstanceOf(UnsupportedPictureException.class)
                .hasMessageContaining("16383");
    }

    @Test
    void jpegShowsTransparencyOnWhite() throws Exception {
        // Given
        Picture hidden = new Picture(
                8, 8, new PictureLayout(true, true, 16), Samples.of(16, 256), Optional.empty(), PictureMetadata.NONE);

        // When
        Picture read = Pictures.read(TestPictures.written(PictureFormat.JPEG, hidden));

        // Then
        assertThat(read.sample(3, 3, 1)).isGreaterThan(253);
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "WEBP"})
    void higherQualityTakesMoreBytes(PictureFormat format) {
        // Given
        Picture picture = TestPictures.random(64, 64, PictureLayout.RGB_8, 1);

        // When
        int low = TestPictures.written(format, picture, WriteOptions.DEFAULT.withQuality(20)).length;
        int high = TestPictures.written(format, picture, WriteOptions.DEFAULT.withQuality(90)).length;

        // Then
        assertThat(low).isLessThan(high);
    }

    @Test
    void photographsComeBackAsTheyWere() throws IOException {
        Path set5 = Path.of("../../../shared/data/test/Set5");
        assumeTrue(Files.isDirectory(set5), "skipped: the Set5 images (shared/data/test/Set5) are not on this machine");
        try (Stream<Path> files = Files.list(set5)) {
            for (Path file : files.toList()) {
                // Given
                Picture photograph = Pictures.read(file);

                // When
                Picture again = Pictures.read(TestPictures.written(PictureFormat.TIFF, photograph));

                // Then
                assertThat(Pictures.header(file).width()).isEqualTo(photograph.width());
                assertThat(TestPictures.values(again)).isEqualTo(TestPictures.values(photograph));
            }
        }
    }
}
