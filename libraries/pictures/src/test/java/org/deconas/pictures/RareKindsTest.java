package org.deconas.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/** Kinds of files that are seldom met, and that other readers get wrong. */
class RareKindsTest {

    @Test
    void inksInTiffBecomeColours() throws Exception {
        // Given: no cyan, all magenta and yellow, no black; then half of black alone
        byte[] inks = bytes(0, 255, 255, 0, 0, 0, 0, 128);
        byte[] file = TestTiff.file(
                ByteOrder.LITTLE_ENDIAN,
                4,
                8,
                Map.of(
                        TestTiff.WIDTH, 2,
                        TestTiff.HEIGHT, 1,
                        TestTiff.PHOTOMETRIC, TestTiff.INKS,
                        TestTiff.ROWS_PER_STRIP, 1),
                false,
                inks);

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(picture.layout()).isEqualTo(PictureLayout.RGB_8);
        assertThat((byte[]) TestPictures.values(picture)).containsExactly(bytes(255, 0, 0, 127, 127, 127));
    }

    @Test
    void planesOfTiffAreLaidTogether() throws Exception {
        // Given: each colour by itself
        byte[] file = TestTiff.file(
                ByteOrder.BIG_ENDIAN,
                3,
                8,
                Map.of(
                        TestTiff.WIDTH, 2,
                        TestTiff.HEIGHT, 1,
                        TestTiff.PHOTOMETRIC, TestTiff.RGB,
                        TestTiff.PLANAR, 2,
                        TestTiff.ROWS_PER_STRIP, 1),
                false,
                bytes(1, 2),
                bytes(3, 4),
                bytes(5, 6));

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat((byte[]) TestPictures.values(picture)).containsExactly(bytes(1, 3, 5, 2, 4, 6));
    }

    @Test
    void tilesOfTiffAreLaidTogetherAndCutAtTheEdge() throws Exception {
        // Given: 20 pixels in two tiles of 16, all of one red and all of another
        byte[] left = new byte[16 * 16 * 3];
        Arrays.fill(left, (byte) 40);
        byte[] right = new byte[16 * 16 * 3];
        Arrays.fill(right, (byte) 90);
        byte[] file = TestTiff.file(
                ByteOrder.LITTLE_ENDIAN,
                3,
                8,
                Map.of(
                        TestTiff.WIDTH, 20,
                        TestTiff.HEIGHT, 10,
                        TestTiff.PHOTOMETRIC, TestTiff.RGB,
                        TestTiff.TILE_WIDTH, 16,
                        TestTiff.TILE_HEIGHT, 16),
                true,
                left,
                right);

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(picture.width()).isEqualTo(20);
        assertThat(picture.height()).isEqualTo(10);
        assertThat(picture.sample(15, 9, 0)).isEqualTo(40);
        assertThat(picture.sample(16, 0, 2)).isEqualTo(90);
    }

    @Test
    void sixteenBitsOfTiffAreReadInEitherOrderOfBytes() throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            // Given
            byte[] samples = ByteBuffer.allocate(6)
                    .order(order)
                    .putShort((short) 1)
                    .putShort((short) 0x1234)
                    .putShort((short) 0xfffe)
                    .array();
            byte[] file = TestTiff.file(
                    order,
                    3,
                    16,
                    Map.of(
                            TestTiff.WIDTH, 1,
                            TestTiff.HEIGHT, 1,
                            TestTiff.PHOTOMETRIC, TestTiff.RGB,
                            TestTiff.ROWS_PER_STRIP, 1),
                    false,
                    samples);

            // When
            Picture picture = Pictures.read(file);

            // Then
            assertThat(picture.layout().bits()).isEqualTo(16);
            assertThat(new int[] {picture.sample(0, 0, 0), picture.sample(0, 0, 1), picture.sample(0, 0, 2)})
                    .containsExactly(1, 0x1234, 0xfffe);
        }
    }

    @Test
    void orientationOfTiffIsAppliedToo() throws Exception {
        // Given: to be turned by a quarter
        byte[] file = TestTiff.file(
                ByteOrder.LITTLE_ENDIAN,
                3,
                8,
                Map.of(
                        TestTiff.WIDTH, 2,
                        TestTiff.HEIGHT, 1,
                        TestTiff.PHOTOMETRIC, TestTiff.RGB,
                        TestTiff.ORIENTATION, 6,
                        TestTiff.ROWS_PER_STRIP, 1),
                false,
                bytes(1, 1, 1, 2, 2, 2));

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(picture.width()).isEqualTo(1);
        assertThat(picture.height()).isEqualTo(2);
        assertThat(picture.sample(0, 1, 0)).isEqualTo(2);
    }

    @Test
    void opacityOfTiffThatIsMultipliedInIsTakenOut() throws Exception {
        // Given: half opaque, red 64 of then 128
        byte[] file = TestTiff.file(
                ByteOrder.LITTLE_ENDIAN,
                4,
                8,
                Map.of(
                        TestTiff.WIDTH, 1,
                        TestTiff.HEIGHT, 1,
                        TestTiff.PHOTOMETRIC, TestTiff.RGB,
                        TestTiff.EXTRA_SAMPLES, 1,
                        TestTiff.ROWS_PER_STRIP, 1),
                false,
                bytes(64, 0, 0, 128));

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(picture.layout()).isEqualTo(PictureLayout.RGBA_8);
        assertThat(picture.sample(0, 0, 0)).isBetween(127, 129);
        assertThat(picture.sample(0, 0, 3)).isEqualTo(128);
    }

    @Test
    void frameOfGifLiesWhereItsScreenSays() throws Exception {
        // Given: one white pixel at (2, 1) of a screen of 4x3
        BufferedImage frame = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY);
        frame.setRGB(0, 0, 0xffffffff);
        byte[] file = gif(frame, 2, 1, 4, 3);

        // When
        Picture picture = Pictures.read(file);

        // Then
        assertThat(picture.width()).isEqualTo(4);
        assertThat(picture.height()).isEqualTo(3);
        assertThat(picture.layout()).isEqualTo(PictureLayout.RGBA_8);
        assertThat(picture.sample(2, 1, 0)).isEqualTo(255);
        assertThat(picture.sample(2, 1, 3)).isEqualTo(255);
        assertThat(picture.sample(1, 1, 3)).isZero();
    }

    @Test
    void opacityOfBmpIsRead() throws Exception {
        // Given: BITMAPV4HEADER, 32 bits with masks for red, green, blue and alpha
        ByteBuffer file = ByteBuffer.allocate(14 + 108 + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'B', 'M'}).putInt(file.capacity()).putInt(0).putInt(14 + 108);
        file.putInt(108)
                .putInt(1)
                .putInt(1)
                .putShort((short) 1)
                .putShort((short) 32)
                .putInt(3);
        file.putInt(4).putInt(0).putInt(0).putInt(0).putInt(0);
        file.putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0xff000000);
        file.putInt(14 + 108, 0x80123456);

        // When
        Picture picture = Pictures.read(file.array());

        // Then
        assertThat(picture.layout()).isEqualTo(PictureLayout.RGBA_8);
        assertThat((byte[]) TestPictures.values(picture)).containsExactly(bytes(0x12, 0x34, 0x56, 0x80));
    }

    @Test
    void lossyWebPComesBackNearly() throws Exception {
        // Given
        Picture smooth = TestPictures.smooth(64, 48, PictureLayout.RGB_8);

        // When
        Picture read =
                Pictures.read(TestPictures.written(PictureFormat.WEBP, smooth, WriteOptions.DEFAULT.withQuality(90)));

        // Then
        for (int at : new int[] {0, 20, 40}) {
            for (int c = 0; c < 3; c++) {
                assertThat(Math.abs(read.sample(at, at, c) - smooth.sample(at, at, c)))
                        .isLessThan(12);
            }
        }
    }

    private static byte[] gif(BufferedImage frame, int x, int y, int width, int height) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        IIOMetadata screen = writer.getDefaultStreamMetadata(null);
        String screenFormat = screen.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) screen.getAsTree(screenFormat);
        IIOMetadataNode descriptor = (IIOMetadataNode)
                root.getElementsByTagName("LogicalScreenDescriptor").item(0);
        descriptor.setAttribute("logicalScreenWidth", Integer.toString(width));
        descriptor.setAttribute("logicalScreenHeight", Integer.toString(height));
        screen.setFromTree(screenFormat, root);
        IIOMetadata place = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        String placeFormat = place.getNativeMetadataFormatName();
        IIOMetadataNode image = (IIOMetadataNode) place.getAsTree(placeFormat);
        IIOMetadataNode position =
                (IIOMetadataNode) image.getElementsByTagName("ImageDescriptor").item(0);
        position.setAttribute("imageLeftPosition", Integer.toString(x));
        position.setAttribute("imageTopPosition", Integer.toString(y));
        place.setFromTree(placeFormat, image);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(screen, new IIOImage(frame, null, place), null);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
