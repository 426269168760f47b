package org.deconas.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputKindsTest {

    private static final PictureLayout GREY_ALPHA_8 = new PictureLayout(false, true, 8);

    static Stream<Arguments> pngKinds() {
        byte[] palette = TestPictures.chunk("PLTE", new byte[] {10, 20, 30, 40, 50, 60});
        byte[] opacities = TestPictures.chunk("tRNS", new byte[] {0});
        return Stream.of(
                Arguments.of("1 bit", TestPictures.png(2, 1, 1, 0, 0, bytes(0, 0x40)), PictureLayout.GREY_8, new int[] {
                    0, 255
                }),
                Arguments.of(
                        "2 bits", TestPictures.png(2, 1, 2, 0, 0, bytes(0, 0x60)), PictureLayout.GREY_8, new int[] {
                            85, 170
                        }),
                Arguments.of(
                        "4 bits", TestPictures.png(2, 1, 4, 0, 0, bytes(0, 0x3c)), PictureLayout.GREY_8, new int[] {
                            51, 204
                        }),
                Arguments.of(
                        "2 bits, one hidden",
                        TestPictures.png(2, 1, 2, 0, 0, bytes(0, 0x60), TestPictures.chunk("tRNS", bytes(0, 2))),
                        GREY_ALPHA_8,
                        new int[] {85, 255, 170, 0}),
                Arguments.of(
                        "8 bits, one hidden",
                        TestPictures.png(2, 1, 8, 0, 0, bytes(0, 7, 9), TestPictures.chunk("tRNS", bytes(0, 9))),
                        GREY_ALPHA_8,
                        new int[] {7, 255, 9, 0}),
                Arguments.of(
                        "16 bits",
                        TestPictures.png(2, 1, 16, 0, 0, bytes(0, 1, 2, 3, 4)),
                        new PictureLayout(false, false, 16),
                        new int[] {258, 772}),
                Arguments.of(
                        "16 bits, one hidden",
                        TestPictures.png(2, 1, 16, 0, 0, bytes(0, 1, 2, 3, 4), TestPictures.chunk("tRNS", bytes(1, 2))),
                        new PictureLayout(false, true, 16),
                        new int[] {258, 0, 772, 65535}),
                Arguments.of(
                        "palette",
                        TestPictures.png(2, 1, 1, 3, 0, bytes(0, 0x40), palette),
                        PictureLayout.RGB_8,
                        new int[] {10, 20, 30, 40, 50, 60}),
                Arguments.of(
                        "palette with opacities",
                        TestPictures.png(2, 1, 8, 3, 0, bytes(0, 0, 1), palette, opacities),
                        PictureLayout.RGBA_8,
                        new int[] {10, 20, 30, 0, 40, 50, 60, 255}),
                Arguments.of(
                        "RGB, one hidden",
                        TestPictures.png(
                                2,
                                1,
                                8,
                                2,
                                0,
                                bytes(0, 1, 2, 3, 4, 5, 6),
                                TestPictures.chunk("tRNS", bytes(0, 1, 0, 2, 0, 3))),
                        PictureLayout.RGBA_8,
                        new int[] {1, 2, 3, 0, 4, 5, 6, 255}),
                Arguments.of(
                        "16-bit RGB, one hidden",
                        TestPictures.png(
                                1,
                                1,
                                16,
                                2,
                                0,
                                bytes(0, 0, 1, 0, 2, 0, 3),
                                TestPictures.chunk("tRNS", bytes(0, 1, 0, 2, 0, 3))),
                        new PictureLayout(true, true, 16),
                        new int[] {1, 2, 3, 0}),
                // Adam7 of 2x2: pass 1 has (0,0), pass 6 (1,0), pass 7 the second row.
                Arguments.of(
                        "interlaced",
                        TestPictures.png(2, 2, 8, 0, 1, bytes(0, 1, 0, 2, 0, 3, 4)),
                        PictureLayout.GREY_8,
                        new int[] {1, 2, 3, 4}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pngKinds")
    void everyKindOfPngIsRead(String kind, byte[] file, PictureLayout layout, int[] samples) throws Exception {
        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(Pictures.header(file).layout()).isEqualTo(layout);
        assertThat(picture.layout()).isEqualTo(layout);
        assertThat(values(picture)).containsExactly(samples);
    }

    static Stream<Arguments> tiffKinds() {
        return Stream.of("None", "LZW", "PackBits", "Deflate", "ZLib")
                .flatMap(compression -> Stream.of(
                                BufferedImage.TYPE_BYTE_GRAY,
                                BufferedImage.TYPE_USHORT_GRAY,
                                BufferedImage.TYPE_3BYTE_BGR,
                                BufferedImage.TYPE_4BYTE_ABGR,
                                BufferedImage.TYPE_4BYTE_ABGR_PRE,
                                BufferedImage.TYPE_BYTE_BINARY)
                        .map(type -> Arguments.of(compression, type)));
    }

    @ParameterizedTest
    @MethodSource("tiffKinds")
    void everyCompressionOfTiffIsRead(String compression, int type) throws Exception {
        // Given
        BufferedImage image = new BufferedImage(9, 7, type);
        for (int i = 0; i < 63; i++) {
            image.setRGB(i % 9, i / 9, 0xff000000 | i * 4 << 16 | i * 3 << 8 | i * 2);
        }

        // When
        Picture picture = Pictures.read(TestPictures.foreign("tiff", image, compression));

        // Then
        int[] pixel = new int[4];
        for (int i = 0; i < 63; i++) {
            image.getRaster().getPixel(i % 9, i / 9, pixel);
            int expected = type == BufferedImage.TYPE_BYTE_BINARY ? pixel[0] * 255 : pixel[0];
            assertThat(picture.sample(i % 9, i / 9, 0)).isEqualTo(expected);
        }
    }

    @Test
    void bmpAndGifAreRead() throws Exception {
        // Given
        BufferedImage colours = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        colours.setRGB(2, 1, 0x123456);
        byte[] levels = {1, 2};
        IndexColorModel palette = new IndexColorModel(1, 2, levels, levels, levels, 0);
        BufferedImage hidden = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        hidden.getRaster().setSample(1, 0, 0, 1);

        // When
        Picture bmp = Pictures.read(TestPictures.foreign("bmp", colours, null));
        Picture gif = Pictures.read(TestPictures.foreign("gif", hidden, null));

        // Then
        assertThat(bmp.layout()).isEqualTo(PictureLayout.RGB_8);
        assertThat(Arrays.copyOfRange(values(bmp), 15, 18)).containsExactly(0x12, 0x34, 0x56);
        assertThat(gif.layout()).isEqualTo(PictureLayout.RGBA_8);
        assertThat(values(gif)[3]).isZero();
        assertThat(Arrays.copyOfRange(values(gif), 4, 8)).containsExactly(2, 2, 2, 255);
    }

    @Test
    void fourInksInJpegBecomeColours() throws Exception {
        // Given: inks as Adobe writes them, inverted: a lot of light in the first, little in the others
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, new int[] {255, 0, 0, 255});
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = Codecs.writer(PictureFormat.JPEG);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        byte[] plain = out.toByteArray();
        byte[] file = EmbeddedParts.joined(
                EmbeddedParts.joined(Arrays.copyOf(plain, 2), adobe), Arrays.copyOfRange(plain, 2, plain.length));

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(picture.layout()).isEqualTo(PictureLayout.RGB_8);
        assertThat(picture.sample(8, 8, 0)).isGreaterThan(200);
        assertThat(picture.sample(8, 8, 1)).isLessThan(60);
        assertThat(picture.sample(8, 8, 2)).isLessThan(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void orientationIsAppliedOnceAndThenUpright(int orientation) throws Exception {
        // Given: dark at the stored top left, brighter to the right, brightest at the bottom
        Picture stored = TestPictures.smooth(48, 32, PictureLayout.RGB_8);
        byte[] file =
                TestPictures.withExif(TestPictures.written(PictureFormat.JPEG, stored), TestPictures.exif(orientation));

        // When
        Picture shown = Pictures.read(file);

        // Then: row 0 of the picture is at this side of what is shown (EXIF 2.32, table 6)
        boolean turned = orientation >= 5;
        assertThat(shown.width()).isEqualTo(turned ? 32 : 48);
        assertThat(Pictures.header(file).width()).isEqualTo(shown.width());
        boolean[] right = {false, true, true, false, false, true, true, false};
        boolean[] bottom = {false, false, true, true, false, false, true, true};
        int x = right[orientation - 1] ? shown.width() - 1 : 0;
        int y = bottom[orientation - 1] ? shown.height() - 1 : 0;
        assertThat(shown.sample(x, y, 0)).isLessThan(70);
        assertThat(shown.sample(x, y, 1)).isLessThan(70);
        int across = turned ? shown.sample(x, shown.height() - 1 - y, 0) : shown.sample(shown.width() - 1 - x, y, 0);
        assertThat(across).isGreaterThan(180);
        for (PictureFormat format : new PictureFormat[] {PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.WEBP}) {
            byte[] again = TestPictures.written(format, shown);
            assertThat(ImageMetadataReader.readMetadata(new ByteArrayInputStream(again))
                            .getFirstDirectoryOfType(ExifIFD0Directory.class)
                            .getInt(ExifIFD0Directory.TAG_ORIENTATION))
                    .isEqualTo(1);
            assertThat(Pictures.read(again).width()).isEqualTo(shown.width());
        }
    }

    @Test
    void hiddenColoursAreThoseOfTheNearestVisibleOnes() {
        // Given
        Samples samples = Samples.of(8, 5 * 4);
        samples.set(0, 100);
        samples.set(3, 255);
        samples.set(16, 200);
        samples.set(19, 1);
        samples.set(9, 77);
        Picture picture = new Picture(5, 1, PictureLayout.RGBA_8, samples, Optional.empty(), PictureMetadata.NONE);

        // When
        Picture filled = picture.withHiddenColoursFilled();

        // Then
        int[] reds = {
            filled.sample(0, 0, 0),
            filled.sample(1, 0, 0),
            filled.sample(2, 0, 0),
            filled.sample(3, 0, 0),
            filled.sample(4, 0, 0)
        };
        assertThat(reds).containsExactly(100, 100, 150, 200, 200);
        assertThat(filled.sample(2, 0, 1)).isZero();
        assertThat(filled.sample(2, 0, 3)).isZero();
    }

    @Test
    void regionsComeAsNumbersFromZeroToOne() {
        // Given
        Picture grey = TestPictures.random(5, 4, new PictureLayout(false, true, 16), 3);
        float[] colours = new float[2 * 3 * 3 + 1];
        float[] opacities = new float[6];

        // When
        grey.rgb(1, 2, 3, 2, colours, 1);
        grey.alpha(1, 2, 3, 2, opacities, 0);

        // Then
        assertThat(colours[1]).isEqualTo(grey.sample(1, 2, 0) / 65535f);
        assertThat(colours[2]).isEqualTo(colours[1]).isEqualTo(colours[3]);
        assertThat(colours[18]).isEqualTo(grey.sample(3, 3, 0) / 65535f);
        assertThat(opacities[5]).isEqualTo(grey.sample(3, 3, 1) / 65535f);
    }

    private static int[] values(Picture picture) {
        int[] values = new int[picture.samples().length()];
        Arrays.setAll(values, picture.samples()::get);
        return values;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
