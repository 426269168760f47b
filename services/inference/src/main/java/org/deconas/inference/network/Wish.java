package org.deconas.inference.network;

import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.WriteOptions;

/**
 * How an image is to be enlarged.
 *
 * @param format what the answer is written as
 * @param options of that format
 * @param isEnsemble whether the mean over eight orientations is asked for
 * @param keepsMetadata whether EXIF, XMP and texts go with the image; its colour profile always does
 */
public record Wish(PictureFormat format, WriteOptions options, boolean isEnsemble, boolean keepsMetadata) {

    /** A PNG file. */
    public static final Wish PNG = new Wish(PictureFormat.PNG, WriteOptions.DEFAULT, false, false);
}
