package org.deconas.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP files against what libwebp, the format's reference decoder, makes of them ({@code *-decoded.png}). */
class WebPTest {

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossless-alpha.webp"})
    void losslessImageIsReadExactlyAndWithoutItsAlpha(String name) throws IOException {
        // Given
        RgbImage original = ImageFiles.read(resource("original.png"), "original.png");
        // When
        RgbImage read = ImageFiles.read(resource(name), name);
        // Then
        assertThat(read).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy", "lossy-alpha"})
    void lossyImageIsReadAsTheReferenceDecoderDoes(String name) throws IOException {
        // Given
        RgbImage reference = ImageFiles.read(resource(name + "-decoded.png"), name + "-decoded.png");
        // When
        RgbImage read = ImageFiles.read(resource(name + ".webp"), name + ".webp");
        // Then: the luma is the same but for rounding; chroma is enlarged by another filter, which leaves its mean
        // alone
        assertThat(Quality.psnrY(reference, read, 0)).isGreaterThan(50);
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            assertThat(mean(read, channel)).isBetween(mean(reference, channel) - 1, mean(reference, channel) + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossless-alpha.webp", "lossy.webp", "lossy-alpha.webp"})
    void truncatedFileIsRefusedAtEveryLength(String name) throws IOException {
        // Given
        byte[] whole = resource(name);
        for (int length = 12; length < whole.length; length += 1 + length / 10) {
            byte[] part = Arrays.copyOf(whole, length);
            // When
            var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                    .as("%s cut after %d of %d bytes", name, length, whole.length)
                    .isThrownBy(() -> ImageFiles.read(part, "a.webp"));
            // Then
            refusal.withMessage("a.webp cannot be read as an image: truncated WebP data; "
                    + "give a whole PNG, JPEG, BMP or WebP file");
        }
    }

    @Test
    void fileWhoseHeaderWasShortenedWithItIsRefused() throws IOException {
        // Given
        byte[] part = Arrays.copyOf(resource("lossy.webp"), 400);
        part[4] = (byte) (392 & 0xff);
        part[5] = 392 >> 8;
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageFiles.read(part, "a.webp"));
        // Then
        refusal.withMessageContaining("truncated WebP data");
    }

    @Test
    void animationIsRefused() throws IOException {
        // Given
        byte[] animation = resource("animated.webp");
        // When
        var refusal = assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageFiles.read(animation, "a.webp"));
        // Then
        refusal.withMessageContaining("it is an animated WebP image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp", "lossy-alpha.webp"})
    void sizeIsReadFromTheHeader(String name) throws IOException {
        // Given
        byte[] header = Arrays.copyOf(resource(name), 60);
        // When
        ImageSize size = ImageFiles.sizeOf(header, name);
        // Then
        assertThat(size).isEqualTo(new ImageSize(72, 50));
    }

    private static double mean(RgbImage image, int channel) {
        double sum = 0;
        for (int at = channel; at < image.data().length; at += RgbImage.CHANNELS) {
            sum += image.data()[at] & 0xff;
        }
        return sum / image.width() / image.height();
    }

    private static byte[] resource(String name) {
        try (InputStream stream = WebPTest.class.getResourceAsStream("/webp/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
