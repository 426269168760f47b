package org.deconas.pictures;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What following a file's structure finds, without decoding pixels.
 *
 * @param width in pixels, as stored: before the orientation is applied
 * @param height in pixels, as stored
 * @param layout of the decoded picture
 * @param orientation how the picture is to be turned
 * @param icc the embedded colour profile, of whatever colour space
 * @param decodable the pieces of the file that the decoder needs: what could mislead it or make it fail is left out
 * @param transparentColour the one colour of the decoded samples that stands for transparency, empty when there is none
 */
record FileStructure(
        PictureFormat format,
        int width,
        int height,
        PictureLayout layout,
        Orientation orientation,
        Optional<byte[]> icc,
        PictureMetadata metadata,
        List<ByteBuffer> decodable,
        int[] transparentColour) {

    private static final int[] NO_COLOUR = {};

    FileStructure(
            PictureFormat format,
            int width,
            int height,
            PictureLayout layout,
            Orientation orientation,
            Optional<byte[]> icc,
            PictureMetadata metadata,
            List<ByteBuffer> decodable) {
        this(format, width, height, layout, orientation, icc, metadata, decodable, NO_COLOUR);
    }

    PictureHeader header() {
        return new PictureHeader(
                format, orientation.turns() ? height : width, orientation.turns() ? width : height, layout);
    }

    /** The profile, when the decoded samples are in its colour space. */
    Optional<byte[]> iccOfSamples() {
        return icc.filter(profile -> IccProfiles.isOf(profile, layout.colour()));
    }

    /**
     * @param whole whether the whole file must be sound; else only what the header needs is looked at
     * @throws UnsupportedPictureException when it is no picture of a kind that is read
     * @throws DamagedPictureException when it is damaged or cut short
     */
    static FileStructure of(ByteBuffer file, boolean whole) throws PictureException {
        PictureFormat format = PictureFormat.of(file)
                .orElseThrow(() -> new UnsupportedPictureException(
                        file.limit() == 0
                                ? "there are no bytes; give a picture as " + PictureFormat.read()
                                : "the content is no picture of a known kind; give " + PictureFormat.read()));
        ImageBytes bytes = new ImageBytes(file, format);
        return switch (format) {
            case PNG -> new PngStructure(bytes, whole).follow();
            case JPEG -> new JpegStructure(bytes, whole).follow();
            case WEBP -> new WebPStructure(bytes, whole).follow();
            case TIFF -> new TiffStructure(bytes, whole).follow();
            case BMP -> new BmpStructure(bytes, whole).follow();
            case GIF -> new GifStructure(bytes, whole).follow();
        };
    }
}
