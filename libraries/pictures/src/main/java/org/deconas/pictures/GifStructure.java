package org.deconas.pictures;

import java.util.List;
import java.util.Optional;

/** Follows the blocks of a GIF file (GIF89a) to its trailer; the first frame is the picture, on a transparent screen. */
final class GifStructure {

    private static final int HEADER = 13;
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    // A code of 3 bits at least stands for a string of at most 4,096 pixels.
    private static final int MAX_PIXELS_A_BYTE = 4096 * 3;

    private final ImageBytes bytes;
    private final boolean whole;
    private boolean transparent;
    private boolean frame;

    GifStructure(ImageBytes bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    FileStructure follow() throws PictureException {
        int width = bytes.uint16LittleEndian(6);
        int height = bytes.uint16LittleEndian(8);
        if (width == 0 || height == 0) {
            throw DamagedPictureException.damaged(PictureFormat.GIF, "its screen is empty");
        }
        long at = HEADER + paletteLength(bytes.uint8(10));
        while (whole || !frame) {
            int block = bytes.uint8(at);
            if (block == TRAILER) {
                break;
            } else if (block == EXTENSION) {
                if (!frame && bytes.uint8(at + 1) == GRAPHIC_CONTROL) {
                    transparent = (bytes.uint8(at + 3) & 1) == 1;
                }
                at = afterSubBlocks(at + 2);
            } else if (block == IMAGE) {
                at = image(at, width, height);
            } else {
                throw DamagedPictureException.damaged(PictureFormat.GIF, "an unknown block");
            }
        }
        if (!frame) {
            throw DamagedPictureException.damaged(PictureFormat.GIF, "no picture in it");
        }
        return new FileStructure(
                PictureFormat.GIF,
                width,
                height,
                transparent ? PictureLayout.RGBA_8 : PictureLayout.RGB_8,
                Orientation.AS_STORED,
                Optional.empty(),
                PictureMetadata.NONE,
                List.of(bytes.slice(0, bytes.length())));
    }

    private long image(long at, int width, int height) throws PictureException {
        int x = bytes.uint16LittleEndian(at + 1);
        int y = bytes.uint16LittleEndian(at + 3);
        int w = bytes.uint16LittleEndian(at + 5);
        int h = bytes.uint16LittleEndian(at + 7);
        if (!frame && (w == 0 || h == 0 || x + w > width || y + h > height)) {
            throw DamagedPictureException.damaged(PictureFormat.GIF, "a frame that is not within the screen");
        }
        if (!frame && (w < width || h < height)) {
            transparent = true;
        }
        frame = true;
        if (!whole) {
            return at;
        }
        long end = afterSubBlocks(at + 11 + paletteLength(bytes.uint8(at + 9)));
        if ((end - at) * MAX_PIXELS_A_BYTE < (long) w * h) {
            throw DamagedPictureException.damaged(PictureFormat.GIF, "fewer data than its size takes");
        }
        return end;
    }

    private long afterSubBlocks(long first) throws DamagedPictureException {
        long at = first;
        while (bytes.uint8(at) != 0) {
            at += 1 + bytes.uint8(at);
        }
        return at + 1;
    }

    private static int paletteLength(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }
}
