package org.deconas.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * Reads PNG, JPEG, WebP, TIFF, BMP and GIF files (of GIF the first frame). What is damaged or cut short is refused, never
 * filled up. Whatever the bytes are, nothing but a picture or a {@link PictureException} comes of them.
 */
public final class Pictures {

    private Pictures() {}

    /**
     * Reads what the header says; no pixel is decoded and nothing of the picture's size is allocated. The rest of the file
     * may be missing, or turn out to be damaged when it is read.
     *
     * @param bytes a file's content
     * @throws UnsupportedPictureException when the bytes are no picture of a kind that is read
     * @throws DamagedPictureException when the header is damaged or cut short
     */
    public static PictureHeader header(byte[] bytes) throws PictureException {
        return structure(ByteBuffer.wrap(bytes), false).header();
    }

    /**
     * As {@link #header(byte[])}, of a file.
     *
     * @throws IOException when the file cannot be opened, too
     */
    public static PictureHeader header(Path file) throws IOException {
        return structure(mapped(file), false).header();
    }

    /**
     * Reads a picture.
     *
     * @param bytes a file's content
     * @return the picture as shown
     * @throws UnsupportedPictureException when the bytes are no picture of a kind that is read, or there is not memory
     *     enough for it
     * @throws DamagedPictureException when the file is damaged or cut short
     */
    public static Picture read(byte[] bytes) throws PictureException {
        return Decoding.decode(structure(ByteBuffer.wrap(bytes), true));
    }

    /**
     * As {@link #read(byte[])}, of a file, which is mapped and not read into memory.
     *
     * @throws IOException when the file cannot be opened, too
     */
    public static Picture read(Path file) throws IOException {
        return Decoding.decode(structure(mapped(file), true));
    }

    private static FileStructure structure(ByteBuffer bytes, boolean whole) throws PictureException {
        try {
            return FileStructure.of(bytes, whole);
        } catch (RuntimeException | OutOfMemoryError | InternalError e) {
            // Libraries read some of the directories, and answer lying lengths so; a mapped file that shrinks, too.
            throw new DamagedPictureException("the picture's structure is damaged", e);
        }
    }

    private static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new UnsupportedPictureException(
                        "the file has " + channel.size() + " bytes; give one below 2 GiB");
            }
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
    }
}
