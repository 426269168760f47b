package org.deconas.pictures;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on, with others put in at one place. */
final class SplicingOutputStream extends FilterOutputStream {

    private final byte[] inserted;
    private long before;

    /** @param at how many bytes stand before the inserted ones */
    SplicingOutputStream(OutputStream out, long at, byte[] inserted) {
        super(out);
        this.inserted = inserted;
        before = at;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (before < 0) {
            out.write(bytes, offset, length);
            return;
        }
        int first = (int) Math.min(before, length);
        out.write(bytes, offset, first);
        before -= first;
        if (before == 0) {
            out.write(inserted);
            before = -1;
            out.write(bytes, offset + first, length - first);
        }
    }
}
