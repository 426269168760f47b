package org.deconas.pictures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A file's bytes, read at absolute places; reading behind the end says that the file is cut short. */
final class ImageBytes {

    private final ByteBuffer bytes;
    private final PictureFormat format;

    ImageBytes(ByteBuffer bytes, PictureFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    PictureFormat format() {
        return format;
    }

    long length() {
        return bytes.limit();
    }

    int uint8(long at) throws DamagedPictureException {
        require(at, 1);
        return bytes.get((int) at) & 0xff;
    }

    int uint16(long at) throws DamagedPictureException {
        return uint8(at) << 8 | uint8(at + 1);
    }

    int uint16LittleEndian(long at) throws DamagedPictureException {
        return uint8(at) | uint8(at + 1) << 8;
    }

    long uint32(long at) throws DamagedPictureException {
        return (long) uint16(at) << 16 | uint16(at + 2);
    }

    long uint32LittleEndian(long at) throws DamagedPictureException {
        return uint16LittleEndian(at) | (long) uint16LittleEndian(at + 2) << 16;
    }

    String code(long at) throws DamagedPictureException {
        return new String(copy(at, 4), StandardCharsets.ISO_8859_1);
    }

    boolean hasAt(long at, String latin1) {
        if (at < 0 || at + latin1.length() > length()) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if ((bytes.get((int) at + i) & 0xff) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    byte[] copy(long at, long length) throws DamagedPictureException {
        require(at, length);
        byte[] copy = new byte[(int) length];
        bytes.get((int) at, copy);
        return copy;
    }

    /** A view, not a copy. */
    ByteBuffer slice(long at, long length) throws DamagedPictureException {
        require(at, length);
        return bytes.slice((int) at, (int) length);
    }

    void require(long at, long length) throws DamagedPictureException {
        if (at < 0 || length < 0 || at + length > length()) {
            throw DamagedPictureException.cutShort(format);
        }
    }
}
