package org.deconas.networks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights as bytes, big-endian: a magic number, the format's version, the number of arrays; then for each its name, shape,
 * number of updates, values and Adam's moments. The same weights give the same bytes.
 */
public final class WeightsFormat {

    private static final int MAGIC = 0x44434E57; // "DCNW"
    private static final int FORMAT = 1;
    private static final int MAX_VALUES = 1 << 28;

    private WeightsFormat() {}

    public static void write(Weights weights, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16));
        out.writeInt(MAGIC);
        out.writeInt(FORMAT);
        out.writeInt(weights.arrays().size());
        for (Map.Entry<String, Weights.WeightArray> entry : weights.arrays().entrySet()) {
            Weights.WeightArray array = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeInt(array.shape.length);
            for (long length : array.shape) {
                out.writeLong(length);
            }
            out.writeLong(array.updates);
            writeFloats(out, array.values);
            writeFloats(out, array.firstMoment);
            writeFloats(out, array.secondMoment);
        }
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when the bytes are no such weights, with one line that says why
     */
    public static Weights read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
        try {
            if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
                throw new IOException("These bytes are no weights in format " + FORMAT);
            }
            int count = in.readInt();
            Map<String, Weights.WeightArray> arrays = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                long[] shape = new long[in.readInt()];
                long size = 1;
                for (int axis = 0; axis < shape.length; axis++) {
                    shape[axis] = in.readLong();
                    size = Math.multiplyExact(size, shape[axis]);
                }
                if (size < 1 || size > MAX_VALUES) {
                    throw new IOException("The weights '" + name + "' would have " + size + " values");
                }
                long updates = in.readLong();
                arrays.put(
                        name,
                        new Weights.WeightArray(
                                shape,
                                readFloats(in, (int) size),
                                readFloats(in, (int) size),
                                readFloats(in, (int) size),
                                updates));
            }
            return new Weights(arrays);
        } catch (EOFException e) {
            throw new IOException("The weights are cut short", e);
        }
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
        buffer.asFloatBuffer().put(values);
        out.write(buffer.array());
    }

    private static float[] readFloats(DataInputStream in, int size) throws IOException {
        byte[] bytes = new byte[Float.BYTES * size];
        in.readFully(bytes);
        float[] values = new float[size];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }
}
