package org.deconas.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamageTest {

    private static final int MUTATIONS = 2000;
    private static final long MEMORY = 16 << 20;

    private static byte[] file(PictureFormat format) {
        if (format.canWrite()) {
            return TestPictures.written(format, TestPictures.random(31, 23, PictureLayout.RGB_8, 5));
        }
        return TestPictures.foreign(format.label(), new BufferedImage(31, 23, BufferedImage.TYPE_INT_RGB), null);
    }

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void aFileThatIsCutShortIsRefused(PictureFormat format) {
        // Given
        byte[] whole = file(format);

        for (int length = 12; length < whole.length - 1; length += Math.max(1, whole.length / 200)) {
            // When
            byte[] cut = Arrays.copyOf(whole, length);

            // Then
            assertThatThrownBy(() -> Pictures.read(cut)).as("%s", length).isInstanceOf(DamagedPictureException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void mutationsGiveAPictureOrOneOfTwoExceptions(PictureFormat format) {
        // Given
        byte[] whole = file(format);
        Random random = new Random(11);
        int refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = whole.clone();
            int reach = random.nextBoolean() ? Math.min(120, whole.length) : whole.length;
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                mutated[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            try {
                // When
                PictureHeader header = Pictures.header(mutated);
                if (header.decodedBytes() > MEMORY) {
                    continue; // a header that lies: whoever reads pictures of strangers has a limit
                }
                Picture picture = Pictures.read(mutated);

                // Then
                assertThat(header.width()).isEqualTo(picture.width());
                assertThat(header.height()).isEqualTo(picture.height());
                assertThat(header.layout()).isEqualTo(picture.layout());
            } catch (PictureException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
                refused++;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aColourThatIsNotInThePaletteIsDamage() {
        // Given: a BMP of 256 colours that says that it has 3
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED);
        image.getRaster().setSample(1, 1, 0, 200);
        byte[] bmp = TestPictures.foreign("bmp", image, null);
        bmp[46] = 3;
        bmp[47] = 0;

        // When, then
        assertThatThrownBy(() -> Pictures.read(bmp))
                .isInstanceOf(DamagedPictureException.class)
                .hasMessageContaining("colour 200 of a palette");
    }

    @Test
    void aBombIsAnsweredFromItsHeader() throws Exception {
        // Given
        byte[] bomb = TestPictures.png(60_000, 60_000, 16, 6, 0, new byte[10]);

        // When
        PictureHeader header = Pictures.header(bomb);

        // Then
        assertThat(bomb.length).isLessThan(100);
        assertThat(header)
                .isEqualTo(new PictureHeader(PictureFormat.PNG, 60_000, 60_000, new PictureLayout(true, true, 16)));
        assertThatThrownBy(() -> Pictures.read(bomb)).isInstanceOf(PictureException.class);
    }

    @Test
    void whatIsNoPictureIsNamedSo() {
        assertThatThrownBy(() -> Pictures.read(new byte[0])).isInstanceOf(UnsupportedPictureException.class);
        assertThatThrownBy(() -> Pictures.header("%PDF-1.7 and so on".getBytes()))
                .isInstanceOf(UnsupportedPictureException.class)
                .hasMessageContaining("give PNG, JPEG, WebP, TIFF, BMP, GIF");
    }
}
