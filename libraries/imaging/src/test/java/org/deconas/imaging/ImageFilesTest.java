package org.deconas.imaging;

import static java.awt.Transparency.TRANSLUCENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

    private static final RgbImage IMAGE = Bicubic.upscale(TestImages.noise(20, 12, 1), 4);

    @TempDir
    Path folder;

    @Test
    void writtenPngIsReadBackExactly() throws IOException {
        // Given
        Path file = folder.resolve("a.png");
        ImageFiles.writePng(IMAGE, file);
        // When
        RgbImage read = ImageFiles.read(file);
        // Then
        assertThat(read).isEqualTo(IMAGE);
    }

    @Test
    void bmpIsReadExactlyWhateverItsName() throws IOException {
        // Given
        Path file = Files.write(folder.resolve("a.png"), encoded(IMAGE, "bmp"));
        // When
        RgbImage read = ImageFiles.read(file);
        // Then
        assertThat(read).isEqualTo(IMAGE);
    }

    @Test
    void jpegIsReadNearly() throws IOException {
        // Given
        byte[] bytes = encoded(IMAGE, "jpeg");
        // When
        RgbImage read = ImageFiles.read(bytes, "a.jpg");
        // Then
        assertThat(Quality.psnrY(IMAGE, read, 0)).isGreaterThan(28);
    }

    @Test
    void greyPngAndGreyJpegKeepTheirLevels() throws IOException {
        // Given
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 16, 16, 0, filled(256, 90));
        // When
        RgbImage png = ImageFiles.read(encoded(grey, "png"), "grey.png");
        RgbImage jpeg = ImageFiles.read(encoded(grey, "jpeg"), "grey.jpg");
        // Then
        assertThat(png).isEqualTo(TestImages.constant(16, 16, 90, 90, 90));
        assertThat(jpeg.data()[0] & 0xff).isCloseTo(90, within(1));
    }

    @Test
    void greyImagesWithAlphaOrOf16BitsOrAPaletteAreReadAsTheirLevels() throws IOException {
        // Given
        BufferedImage greyAlpha = new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, TRANSLUCENT, DataBuffer.TYPE_BYTE),
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 4, 4, 2, null),
                false,
                null);
        greyAlpha.getRaster().setSamples(0, 0, 4, 4, 0, filled(16, 90));
        greyAlpha.getRaster().setSamples(0, 0, 4, 4, 1, filled(16, 10));
        BufferedImage grey16 = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
        grey16.getRaster().setSamples(0, 0, 4, 4, 0, filled(16, 90 * 257));
        byte[] palette = {0, 0, 0, 90, (byte) 200, 30};
        BufferedImage indexed =
                new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, palette, 0, false));
        indexed.getRaster().setSamples(0, 0, 4, 4, 0, filled(16, 1));
        // When
        RgbImage fromGreyAlpha = ImageFiles.read(encoded(greyAlpha, "png"), "grey-alpha.png");
        RgbImage fromGrey16 = ImageFiles.read(encoded(grey16, "png"), "grey16.png");
        RgbImage fromIndexed = ImageFiles.read(encoded(indexed, "png"), "indexed.png");
        // Then
        assertThat(fromGreyAlpha).isEqualTo(TestImages.constant(4, 4, 90, 90, 90));
        assertThat(fromGrey16).isEqualTo(TestImages.constant(4, 4, 90, 90, 90));
        assertThat(fromIndexed).isEqualTo(TestImages.constant(4, 4, 90, 200, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "bmp"})
    void sizeIsReadFromTheHeader(String format) throws IOException {
        // Given
        byte[] header = Arrays.copyOf(encoded(IMAGE, format), 1000);
        // When
        ImageSize size = ImageFiles.sizeOf(header, "a");
        // Then
        assertThat(size).isEqualTo(new ImageSize(80, 48));
    }

    @ParameterizedTest
    @CsvSource({"png, PNG", "jpeg, JPEG", "bmp, BMP"})
    void truncatedFileIsRefusedAtEveryLength(String format, String shown) {
        // Given
        byte[] whole = encoded(IMAGE, format);
        for (int length = 12; length < whole.length; length += 1 + length / 10) {
            byte[] part = Arrays.copyOf(whole, length);
            // When
            var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                    .as("%s cut after %d of %d bytes", format, length, whole.length)
                    .isThrownBy(() -> ImageFiles.read(part, "butterfly." + format));
            // Then
            refusal.withMessageStartingWith("butterfly." + format + " cannot be read as an image: truncated")
                    .withMessageEndingWith(shown + " data; give a whole PNG, JPEG, BMP or WebP file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void fileWithoutItsVeryEndIsRefused(String format) {
        // Given
        byte[] whole = encoded(IMAGE, format);
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageFiles.read(Arrays.copyOf(whole, whole.length - 1), "a"));
        // Then
        refusal.withMessageContaining("truncated");
    }

    @Test
    void jpegWhoseMiddleIsMissingIsRefused() {
        // Given
        byte[] whole = encoded(IMAGE, "jpeg");
        byte[] damaged = Arrays.copyOf(whole, whole.length / 2 + 2);
        damaged[damaged.length - 2] = (byte) 0xff;
        damaged[damaged.length - 1] = (byte) 0xd9;
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageFiles.read(damaged, "a.jpg"));
        // Then
        refusal.withMessage(
                "a.jpg cannot be read as an image: damaged JPEG data; give a whole PNG, JPEG, BMP or WebP file");
    }

    @Test
    void pngWithAFlippedBitIsRefused() {
        // Given
        byte[] damaged = ImageFiles.toPng(IMAGE);
        damaged[damaged.length / 2] ^= 4;
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageFiles.read(damaged, "a.png"));
        // Then
        refusal.withMessageContaining("wrong checksum in an IDAT chunk");
    }

    @Test
    void trailingBytesDoNotMatter() throws IOException {
        // Given
        byte[] png = ImageFiles.toPng(IMAGE);
        // When
        RgbImage read = ImageFiles.read(Arrays.copyOf(png, png.length + 100), "a.png");
        // Then
        assertThat(read).isEqualTo(IMAGE);
    }

    @Test
    void textIsRefusedByName() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("notes.png"), "not an image");
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class).isThrownBy(() -> ImageFiles.read(file));
        // Then
        refusal.withMessage("notes.png cannot be read as an image: its content is not PNG, JPEG, BMP or WebP data; "
                + "give a whole PNG, JPEG, BMP or WebP file");
    }

    @Test
    void emptyAndMissingFilesAndFoldersAreRefused() throws IOException {
        // Given
        Path empty = Files.createFile(folder.resolve("empty.png"));
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class);
        // Then
        refusal.isThrownBy(() -> ImageFiles.read(empty)).withMessageContaining("it is empty");
        refusal.isThrownBy(() -> ImageFiles.read(folder.resolve("none.png"))).withMessageContaining("no such file");
        refusal.isThrownBy(() -> ImageFiles.read(folder)).withMessageContaining("it is a folder");
    }

    @Test
    void headerThatPromisesMorePixelsThanAnArrayHoldsIsRefused() {
        // Given
        byte[] png = ImageFiles.toPng(IMAGE);
        ByteBuffer.wrap(png).putInt(16, 40000).putInt(20, 30000);
        CRC32 checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageFiles.read(png, "huge.png"));
        // Then
        refusal.withMessageStartingWith(
                "huge.png cannot be read as an image: it has 40000x30000 pixels; give an image");
    }

    private static byte[] encoded(RgbImage image, String format) {
        return encoded(image.toBufferedImage(), format);
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int[] filled(int length, int value) {
        int[] values = new int[length];
        Arrays.fill(values, value);
        return values;
    }
}
