package org.deconas.pictures;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Cyan, magenta, yellow and black, converted to sRGB: through their profile, or by subtraction when there is none. */
final class Inks {

    private static final int BANDS = 4;

    private Inks() {}

    /**
     * @param image of which the first four bands are inks, 0 for none, and a fifth may be alpha
     * @param layout RGB of as many bits
     */
    static Samples toRgb(BufferedImage image, PictureLayout layout, Optional<byte[]> icc) {
        int width = image.getWidth();
        int max = layout.max();
        int type = layout.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        Optional<ColorConvertOp> conversion = icc.filter(IccProfiles::isOfCmyk).flatMap(Inks::conversion);
        WritableRaster inks = Raster.createInterleavedRaster(type, width, 1, BANDS, null);
        WritableRaster rgb = Raster.createInterleavedRaster(type, width, 1, 3, null);
        Samples samples = Samples.of(layout.bits(), width * image.getHeight() * layout.channels());
        int bands = image.getRaster().getNumBands();
        int[] row = new int[width * bands];
        int[] colours = new int[width * 3];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            if (conversion.isPresent()) {
                for (int band = 0; band < BANDS; band++) {
                    inks.setSamples(
                            0, 0, width, 1, band, image.getRaster().getSamples(0, y, width, 1, band, (int[]) null));
                }
                conversion.get().filter(inks, rgb).getPixels(0, 0, width, 1, colours);
            } else {
                subtract(row, bands, max, colours);
            }
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * layout.channels();
                for (int c = 0; c < 3; c++) {
                    samples.set(at + c, colours[x * 3 + c]);
                }
                if (layout.alpha()) {
                    samples.set(at + 3, bands > BANDS ? row[x * bands + BANDS] : max);
                }
            }
        }
        return samples;
    }

    private static void subtract(int[] row, int bands, int max, int[] colours) {
        for (int x = 0; x < colours.length / 3; x++) {
            long light = max - row[x * bands + 3];
            for (int c = 0; c < 3; c++) {
                colours[x * 3 + c] = (int) ((light * (max - row[x * bands + c]) + max / 2) / max);
            }
        }
    }

    private static Optional<ColorConvertOp> conversion(byte[] icc) {
        try {
            ICC_ColorSpace from = new ICC_ColorSpace(ICC_Profile.getInstance(icc));
            ColorSpace to = ColorSpace.getInstance(ColorSpace.CS_sRGB);
            ColorConvertOp conversion = new ColorConvertOp(from, to, null);
            conversion.filter(
                    Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, BANDS, null),
                    Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 3, null));
            return Optional.of(conversion);
        } catch (RuntimeException e) {
            // A profile that the platform cannot use.
            return Optional.empty();
        }
    }
}
