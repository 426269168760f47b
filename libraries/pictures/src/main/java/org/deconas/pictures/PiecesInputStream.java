package org.deconas.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Pieces of a file as one stream for decoders, without a copy. */
final class PiecesInputStream extends ImageInputStreamImpl {

    private final List<ByteBuffer> pieces;
    private final long[] starts;
    private final long length;
    private int current;

    PiecesInputStream(List<ByteBuffer> pieces) {
        this.pieces = pieces;
        starts = new long[pieces.size()];
        long sum = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sum;
            sum += pieces.get(i).limit();
        }
        length = sum;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= length) {
            return -1;
        }
        int within = locate();
        streamPos++;
        return pieces.get(current).get(within) & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        if (streamPos >= length) {
            return -1;
        }
        int within = locate();
        int read = Math.min(count, pieces.get(current).limit() - within);
        pieces.get(current).get(within, target, offset, read);
        streamPos += read;
        return read;
    }

    @Override
    public long length() {
        return length;
    }

    private int locate() {
        while (streamPos < starts[current]) {
            current--;
        }
        while (streamPos >= starts[current] + pieces.get(current).limit()) {
            current++;
        }
        return (int) (streamPos - starts[current]);
    }
}
