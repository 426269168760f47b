package org.deconas.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Takes the samples out of what a decoder gives, without any conversion of colours. */
final class DecodedSamples {

    private final BufferedImage image;
    private final PictureLayout layout;
    private final int[] transparentColour;

    private DecodedSamples(BufferedImage image, PictureLayout layout, int[] transparentColour) {
        this.image = image;
        this.layout = layout;
        this.transparentColour = transparentColour;
    }

    static Samples of(BufferedImage image, PictureLayout layout, int[] transparentColour)
            throws DamagedPictureException {
        DecodedSamples decoded = new DecodedSamples(image, layout, transparentColour);
        if (transparentColour.length == 0 && decoded.isAsNeeded()) {
            return decoded.taken();
        }
        return image.getColorModel() instanceof IndexColorModel palette ? decoded.expanded(palette) : decoded.copied();
    }

    private boolean isAsNeeded() {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        int channels = layout.channels();
        int length = image.getWidth() * image.getHeight() * channels;
        return raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && !(colours instanceof IndexColorModel)
                && !colours.isAlphaPremultiplied()
                && colours.hasAlpha() == layout.alpha()
                && model.getNumBands() == channels
                && model.getPixelStride() == channels
                && model.getScanlineStride() == image.getWidth() * channels
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && Arrays.stream(model.getBandOffsets()).allMatch(offset -> offset < channels)
                && (layout.bits() == 8
                        ? raster.getDataBuffer() instanceof DataBufferByte bytes && bytes.getData().length == length
                        : raster.getDataBuffer() instanceof DataBufferUShort shorts
                                && shorts.getData().length == length);
    }

    /** The decoder's own array; channels change places within it where they have to. */
    private Samples taken() {
        Raster raster = image.getRaster();
        Samples samples = raster.getDataBuffer() instanceof DataBufferByte bytes
                ? new Samples.Bytes(bytes.getData())
                : new Samples.Shorts(((DataBufferUShort) raster.getDataBuffer()).getData());
        int[] offsets = ((PixelInterleavedSampleModel) raster.getSampleModel()).getBandOffsets();
        int channels = offsets.length;
        int[] pixel = new int[channels];
        boolean inOrder = true;
        for (int c = 0; c < channels; c++) {
            inOrder &= offsets[c] == c;
        }
        for (int at = 0; !inOrder && at < samples.length(); at += channels) {
            for (int c = 0; c < channels; c++) {
                pixel[c] = samples.get(at + offsets[c]);
            }
            for (int c = 0; c < channels; c++) {
                samples.set(at + c, pixel[c]);
            }
        }
        return samples;
    }

    private Samples expanded(IndexColorModel palette) throws DamagedPictureException {
        Samples samples = Samples.of(layout.bits(), image.getWidth() * image.getHeight() * layout.channels());
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int[] row = new int[image.getWidth()];
        int scale = layout.bits() == 8 ? 1 : 257;
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getSamples(0, y, row.length, 1, 0, row);
            for (int index : row) {
                if (index >= colours.length) {
                    throw new DamagedPictureException(
                            "a pixel has colour " + index + " of a palette that ends before " + colours.length);
                }
                int colour = colours[index];
                for (int c = 0; c < layout.colourChannels(); c++) {
                    samples.set(at + c, (colour >> 16 - 8 * c & 0xff) * scale);
                }
                if (layout.alpha()) {
                    boolean hidden = transparentColour.length == 1 && samples.get(at) == transparentColour[0];
                    samples.set(at + layout.colourChannels(), hidden ? 0 : (colour >>> 24) * scale);
                }
                at += layout.channels();
            }
        }
        return samples;
    }

    private Samples copied() {
        ColorModel model = image.getColorModel();
        int colourBands = model.getNumColorComponents();
        int bands = image.getRaster().getNumBands();
        boolean alpha = model.hasAlpha() && bands > colourBands;
        int max = layout.max();
        Samples samples = Samples.of(layout.bits(), image.getWidth() * image.getHeight() * layout.channels());
        int[] row = new int[image.getWidth() * bands];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, image.getWidth(), 1, row);
            for (int pixel = 0; pixel < row.length; pixel += bands) {
                int opacity = alpha ? scaled(row[pixel + colourBands], colourBands, max) : max;
                boolean hidden = transparentColour.length > 0;
                for (int c = 0; c < layout.colourChannels(); c++) {
                    int band = colourBands == 1 ? 0 : c;
                    int value = scaled(row[pixel + band], band, max);
                    if (model.isAlphaPremultiplied() && opacity > 0) {
                        value = (int) Math.min(max, ((long) value * max + opacity / 2) / opacity);
                    }
                    hidden &= c < transparentColour.length && value == transparentColour[c];
                    samples.set(at + c, value);
                }
                if (layout.alpha()) {
                    samples.set(at + layout.colourChannels(), hidden ? 0 : opacity);
                }
                at += layout.channels();
            }
        }
        return samples;
    }

    private int scaled(int value, int band, int max) {
        int bits = image.getRaster().getSampleModel().getSampleSize(band);
        long of = (1L << bits) - 1;
        return of == max ? value : (int) ((value * (long) max + of / 2) / of);
    }
}
