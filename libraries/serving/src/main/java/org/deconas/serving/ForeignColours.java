package org.deconas.serving;

import org.deconas.imaging.RgbImage;

/** What the channels of a foreign network's images are. */
public enum ForeignColours {
    RGB(RgbImage.CHANNELS),
    BGR(RgbImage.CHANNELS),

    /** Y of BT.601 in studio range; Cb and Cr are enlarged by bicubic. */
    LUMA(1);

    private final int channels;

    ForeignColours(int channels) {
        this.channels = channels;
    }

    int channels() {
        return channels;
    }
}
