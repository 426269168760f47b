package org.deconas.pictures;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the first directory of a TIFF file (TIFF 6.0) and holds its strips or tiles against the file's length. */
final class TiffStructure {

    private static final int CMYK = 5;
    private static final int MAX_EXPANSION = 4096; // of LZW, the compression here that can make the most of a byte
    private static final List<Long> BOUNDED = List.of(5L, 7L, 8L, 32773L, 32946L);

    private final ImageBytes bytes;
    private final boolean whole;
    private Directory directory;

    TiffStructure(ImageBytes bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    FileStructure follow() throws PictureException {
        directory = directory();
        long width = required(256, "width");
        long height = required(257, "height");
        if (width < 1 || height < 1 || Math.max(width, height) > Integer.MAX_VALUE) {
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "its size is " + width + "x" + height);
        }
        int photometric = (int) number(262, 1);
        int samples = (int) number(277, 1);
        long bits = Arrays.stream(numbers(258)).max().orElse(1);
        if (!List.of(1L, 2L, 4L, 8L, 16L).contains(bits) || number(339, 1) != 1) {
            throw new UnsupportedPictureException(
                    "the TIFF data have samples of " + bits + " bits or of a kind that is not"
                            + " an unsigned number; give unsigned samples of 1, 2, 4, 8 or 16 bits");
        }
        int base = baseSamples(photometric);
        long[] extra = numbers(338);
        boolean alpha = samples == base + 1 && extra.length > 0 && (extra[0] == 1 || extra[0] == 2);
        if (samples < base || samples > base + 1) {
            throw new UnsupportedPictureException(
                    "the TIFF data have " + samples + " samples a pixel; give " + base + ", or one more for alpha");
        }
        PictureLayout layout = new PictureLayout(photometric > 1, alpha, bits == 16 && photometric != 3 ? 16 : 8);
        if (whole) {
            requireData(width, height, samples * bits);
        }
        Optional<byte[]> xmp = blob(700);
        return new FileStructure(
                PictureFormat.TIFF,
                (int) width,
                (int) height,
                layout,
                Orientation.of((int) number(274, 1)),
                blob(34675),
                new PictureMetadata(Optional.empty(), xmp.map(Exif::uprightXmp), List.of()),
                List.of(bytes.slice(0, bytes.length())));
    }

    private static int baseSamples(int photometric) throws UnsupportedPictureException {
        return switch (photometric) {
            case 0, 1, 3 -> 1;
            case 2, 6 -> 3;
            case CMYK -> 4;
            default ->
                throw new UnsupportedPictureException("the TIFF data have the rare colours " + photometric
                        + "; give grey, a palette, RGB, YCbCr or CMYK");
        };
    }

    private Directory directory() throws PictureException {
        try (PiecesInputStream stream = new PiecesInputStream(List.of(bytes.slice(0, bytes.length())))) {
            Directory all = new TIFFReader().read(stream);
            return all instanceof CompoundDirectory compound ? compound.getDirectory(0) : all;
        } catch (PictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DamagedPictureException("the TIFF data are damaged or cut short (no directory)", e);
        }
    }

    /** The reader would leave missing strips as they are. */
    private void requireData(long width, long height, long bitsPerPixel) throws PictureException {
        boolean tiles = directory.getEntryById(324) != null;
        long[] places = numbers(tiles ? 324 : 273);
        long[] lengths = numbers(tiles ? 325 : 279);
        long compression = number(259, 1);
        double needed = Math.ceil(width * bitsPerPixel / 8.0) * height;
        if (places.length == 0) {
            if (compression == 6) {
                return; // old-style JPEG has its data elsewhere
            }
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "no pixels in it");
        }
        if (lengths.length == 0 && places.length == 1 && compression == 1) {
            bytes.require(places[0], (long) needed);
            return;
        }
        if (lengths.length != places.length) {
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "strips without length");
        }
        long planes = number(284, 1) == 2 ? number(277, 1) : 1;
        long across = tiles ? ceilDivide(width, required(322, "tile width")) : 1;
        long high = tiles ? required(323, "tile height") : Math.min(height, number(278, height));
        if (places.length < across * ceilDivide(height, high) * planes) {
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "too few strips or tiles");
        }
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            bytes.require(places[i], lengths[i]);
            sum += lengths[i];
        }
        boolean subsampled = number(262, 1) == 6;
        if (compression == 1 && !subsampled && sum < needed
                || BOUNDED.contains(compression) && sum * MAX_EXPANSION < needed) {
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "fewer data than its size takes");
        }
    }

    private static long ceilDivide(long a, long b) throws DamagedPictureException {
        if (b < 1) {
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "empty strips or tiles");
        }
        return (a + b - 1) / b;
    }

    private long required(int tag, String what) throws DamagedPictureException {
        long[] values = numbers(tag);
        if (values.length == 0) {
            throw DamagedPictureException.damaged(PictureFormat.TIFF, "no " + what);
        }
        return values[0];
    }

    private long number(int tag, long otherwise) {
        long[] values = numbers(tag);
        return values.length == 0 ? otherwise : values[0];
    }

    private long[] numbers(int tag) {
        Entry entry = directory.getEntryById(tag);
        Object value = entry == null ? null : entry.getValue();
        if (value instanceof Number number) {
            return new long[] {number.longValue()};
        }
        if (value == null
                || !value.getClass().isArray()
                || !(Array.getLength(value) > 0 && Array.get(value, 0) instanceof Number)) {
            return new long[0];
        }
        long[] values = new long[Array.getLength(value)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) Array.get(value, i)).longValue();
        }
        return values;
    }

    private Optional<byte[]> blob(int tag) {
        Entry entry = directory.getEntryById(tag);
        return entry != null && entry.getValue() instanceof byte[] value ? Optional.of(value) : Optional.empty();
    }
}
