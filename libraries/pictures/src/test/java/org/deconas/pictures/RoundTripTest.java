package org.deconas.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RoundTripTest {

    @Property(tries = 150)
    void whatIsWrittenWithoutLossIsReadAsItWas(
            @ForAll @IntRange(min = 1, max = 37) int width,
            @ForAll @IntRange(min = 1, max = 37) int height,
            @ForAll boolean colour,
            @ForAll boolean alpha,
            @ForAll boolean deep,
            @ForAll WriteOptions.TiffCompression compression,
            @ForAll long seed)
            throws Exception {
        // Given
        Picture picture = TestPictures.random(width, height, new PictureLayout(colour, alpha, deep ? 16 : 8), seed);
        WriteOptions options = WriteOptions.DEFAULT.withTiffCompression(compression);

        for (PictureFormat format : new PictureFormat[] {PictureFormat.PNG, PictureFormat.TIFF, PictureFormat.WEBP}) {
            if (format == PictureFormat.WEBP && !(colour && !deep)) {
                continue;
            }
            // When
            byte[] file = TestPictures.written(format, picture, options);

            // Then
            assertThat(Pictures.header(file)).isEqualTo(new PictureHeader(format, width, height, picture.layout()));
            Picture read = Pictures.read(file);
            assertThat(read.layout()).isEqualTo(picture.layout());
            assertThat(TestPictures.values(read)).as(format.label()).isEqualTo(TestPictures.values(picture));
        }
    }

    @Property(tries = 20)
    void jpegComesBackNearly(
            @ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll boolean colour)
            throws Exception {
        // Given
        Picture picture = TestPictures.smooth(width, height, new PictureLayout(colour, false, 8));

        // When
        Picture read = Pictures.read(TestPictures.written(PictureFormat.JPEG, picture));

        // Then
        assertThat(read.layout()).isEqualTo(picture.layout());
        for (int i = 0; i < read.samples().length(); i++) {
            assertThat(read.samples().get(i))
                    .isBetween(picture.samples().get(i) - 6, picture.samples().get(i) + 6);
        }
    }

    @Property(tries = 10)
    void profilesAreKeptByteForByteAndShiftNothing(@ForAll boolean colour) throws Exception {
        // Given: a profile of another gamut; its red and green primaries have changed places
        byte[] icc = (colour ? TestPictures.SRGB : TestPictures.GREY).clone();
        if (colour) {
            int red = new String(icc, 0, 300, StandardCharsets.ISO_8859_1).indexOf("rXYZ");
            int green = new String(icc, 0, 300, StandardCharsets.ISO_8859_1).indexOf("gXYZ");
            icc[red] = 'g';
            icc[green] = 'r';
        }
        Picture plain = TestPictures.smooth(16, 16, new PictureLayout(colour, false, 8));
        Picture picture = new Picture(16, 16, plain.layout(), plain.samples(), Optional.of(icc), PictureMetadata.NONE);

        for (PictureFormat format :
                new PictureFormat[] {PictureFormat.PNG, PictureFormat.TIFF, PictureFormat.WEBP, PictureFormat.JPEG}) {
            if (format == PictureFormat.WEBP && !colour) {
                continue;
            }
            // When
            Picture read = Pictures.read(TestPictures.written(format, picture));
            Picture readPlain = Pictures.read(TestPictures.written(format, plain));

            // Then
            assertThat(read.icc()).as(format.label()).isPresent();
            assertThat(read.icc().get()).as(format.label()).isEqualTo(icc);
            assertThat(TestPictures.values(read)).isEqualTo(TestPictures.values(readPlain));
        }
    }
}
