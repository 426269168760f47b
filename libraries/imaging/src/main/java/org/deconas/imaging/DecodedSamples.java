package org.deconas.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/** Reads the samples of a decoded image without a colour conversion. */
final class DecodedSamples {

    private DecodedSamples() {}

    /**
     * @param image a decoded image
     * @return 8-bit samples, shape [height, width, 3]
     */
    static byte[] rgb(BufferedImage image) {
        // getRGB would take grey samples for linear light and brighten them on the way to sRGB.
        return hasPlainSamples(image.getColorModel()) ? fromRaster(image) : fromArgb(image);
    }

    private static boolean hasPlainSamples(ColorModel model) {
        int type = model.getColorSpace().getType();
        int storage = model.getTransferType();
        return model instanceof ComponentColorModel
                && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB)
                && (storage == DataBuffer.TYPE_BYTE || storage == DataBuffer.TYPE_USHORT)
                && !model.isAlphaPremultiplied();
    }

    private static byte[] fromRaster(BufferedImage image) {
        int width = image.getWidth();
        int bands = image.getRaster().getNumBands();
        boolean grey = image.getColorModel().getNumColorComponents() == 1;
        int[] largest = new int[RgbImage.CHANNELS];
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            largest[channel] = (1 << image.getColorModel().getComponentSize(grey ? 0 : channel)) - 1;
        }
        byte[] data = new byte[RgbImage.CHANNELS * width * image.getHeight()];
        int[] row = new int[bands * width];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < RgbImage.CHANNELS; channel++, at++) {
                    int sample = row[x * bands + (grey ? 0 : channel)];
                    data[at] = (byte) ((sample * 255 + largest[channel] / 2) / largest[channel]);
                }
            }
        }
        return data;
    }

    private static byte[] fromArgb(BufferedImage image) {
        int width = image.getWidth();
        byte[] data = new byte[RgbImage.CHANNELS * width * image.getHeight()];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                data[at++] = (byte) (argb >> 16);
                data[at++] = (byte) (argb >> 8);
                data[at++] = (byte) argb;
            }
        }
        return data;
    }
}
