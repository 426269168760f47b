package org.deconas.pictures;

import java.util.List;
import java.util.Optional;

/** Reads the header of a BMP file and holds its pixels against the file's length. */
final class BmpStructure {

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int HEADER_WITH_ALPHA_MASK = 56;
    private static final int MASKS = 3;
    private static final int MASKS_WITH_ALPHA = 6;

    private final ImageBytes bytes;
    private final boolean whole;

    BmpStructure(ImageBytes bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    FileStructure follow() throws PictureException {
        long header = bytes.uint32LittleEndian(FILE_HEADER);
        boolean core = header == CORE_HEADER;
        long width = core ? bytes.uint16LittleEndian(18) : (int) bytes.uint32LittleEndian(18);
        // A negative height stands for rows from the top.
        long height = core ? bytes.uint16LittleEndian(20) : Math.abs((long) (int) bytes.uint32LittleEndian(22));
        int depth = bytes.uint16LittleEndian(core ? 24 : 28);
        long compression = core ? 0 : bytes.uint32LittleEndian(30);
        if (width < 1
                || height < 1
                || height > Integer.MAX_VALUE
                || !List.of(1, 4, 8, 16, 24, 32).contains(depth)) {
            throw DamagedPictureException.damaged(PictureFormat.BMP, "its header is wrong");
        }
        if (compression == 4 || compression == 5) {
            throw new UnsupportedPictureException("the BMP data hold a JPEG or PNG picture; give that picture itself");
        }
        boolean rows = compression == 0 || compression == MASKS || compression == MASKS_WITH_ALPHA;
        if (whole && rows) {
            bytes.require(bytes.uint32LittleEndian(10), Math.multiplyExact((width * depth + 31) / 32 * 4, height));
        }
        boolean alpha = depth == 32
                && compression == MASKS
                && header >= HEADER_WITH_ALPHA_MASK
                && bytes.uint32LittleEndian(66) != 0;
        return new FileStructure(
                PictureFormat.BMP,
                (int) width,
                (int) height,
                alpha ? PictureLayout.RGBA_8 : PictureLayout.RGB_8,
                Orientation.AS_STORED,
                Optional.empty(),
                PictureMetadata.NONE,
                List.of(bytes.slice(0, bytes.length())));
    }
}
