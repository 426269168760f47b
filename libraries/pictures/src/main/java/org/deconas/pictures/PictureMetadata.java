package org.deconas.pictures;

import java.util.List;
import java.util.Optional;

/**
 * What a file says about a picture beside its pixels and its colour profile.
 *
 * @param exif an EXIF block as it stands in files: a TIFF structure from its byte order mark on; its orientation is 1
 * @param xmp an XMP packet, in UTF-8
 * @param text the texts of a PNG file
 */
public record PictureMetadata(Optional<byte[]> exif, Optional<byte[]> xmp, List<Text> text) {

    public static final PictureMetadata NONE = new PictureMetadata(Optional.empty(), Optional.empty(), List.of());

    /**
     * @param keyword 1 to 79 Latin-1 characters, as in "Title"
     * @param content any text
     */
    public record Text(String keyword, String content) {}

    public PictureMetadata {
        text = List.copyOf(text);
    }
}
