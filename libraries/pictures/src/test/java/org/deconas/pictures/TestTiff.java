package org.deconas.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Uncompressed TIFF files as other programs write them, of any directory (TIFF 6.0). */
final class TestTiff {

    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int PHOTOMETRIC = 262;
    static final int OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int LENGTHS = 279;
    static final int PLANAR = 284;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_LENGTHS = 325;
    static final int EXTRA_SAMPLES = 338;

    static final int RGB = 2;
    static final int INKS = 5;

    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int COMPRESSION = 259;
    private static final int LONG = 4;

    private TestTiff() {}

    /**
     * @param directory single values by their tags; where the pieces lie is added
     * @param isTiled whether the pieces are tiles, else strips
     */
    static byte[] file(
            ByteOrder order,
            int samples,
            int bits,
            Map<Integer, Integer> directory,
            boolean isTiled,
            byte[]... pieces) {
        SortedMap<Integer, List<Integer>> entries = new TreeMap<>();
        directory.forEach((tag, value) -> entries.put(tag, List.of(value)));
        entries.put(COMPRESSION, List.of(1));
        entries.put(SAMPLES, List.of(samples));
        List<Integer> depths = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            depths.add(bits);
        }
        entries.put(BITS, depths);
        List<Integer> offsets = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int end = HEADER;
        for (byte[] piece : pieces) {
            offsets.add(end);
            lengths.add(piece.length);
            end += piece.length;
        }
        entries.put(isTiled ? TILE_OFFSETS : OFFSETS, offsets);
        entries.put(isTiled ? TILE_LENGTHS : LENGTHS, lengths);
        int values = end + 2 + ENTRY * entries.size() + 4;
        int longer = entries.values().stream()
                .mapToInt(list -> list.size() > 1 ? 4 * list.size() : 0)
                .sum();
        ByteBuffer file = ByteBuffer.allocate(values + longer).order(order);
        file.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
        file.putShort((short) 42).putInt(end);
        for (byte[] piece : pieces) {
            file.put(piece);
        }
        file.putShort((short) entries.size());
        int next = values;
        for (Map.Entry<Integer, List<Integer>> entry : entries.entrySet()) {
            List<Integer> list = entry.getValue();
            file.putShort(entry.getKey().shortValue()).putShort((short) LONG).putInt(list.size());
            if (list.size() == 1) {
                file.putInt(list.get(0));
            } else {
                file.putInt(next);
                for (int value : list) {
                    file.putInt(next, value);
                    next += 4;
                }
            }
        }
        file.putInt(0);
        return file.array();
    }
}
