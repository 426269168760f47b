package org.deconas.pictures;

/** Unsigned samples of 8 or 16 bits, interleaved: all of a pixel, then the next pixel of the row, then the next row. */
public sealed interface Samples {

    /** The longest array that Java machines give. */
    int MAX_LENGTH = Integer.MAX_VALUE - 8;

    /** Number of samples. */
    int length();

    /** The value at an index, 0 to 255 or 65,535. */
    int get(int index);

    /** Sets the value at an index; bits above the sample's are dropped. */
    void set(int index, int value);

    /** Copies {@code length} samples into another array of samples of the same depth. */
    void copyTo(int index, Samples target, int targetIndex, int length);

    /**
     * @param bits 8 or 16
     * @param length number of samples, all 0
     */
    static Samples of(int bits, int length) {
        return bits == 8 ? new Bytes(new byte[length]) : new Shorts(new short[length]);
    }

    /**
     * 8 bits a sample.
     *
     * @param values the samples themselves, not a copy
     */
    record Bytes(byte[] values) implements Samples {

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public int get(int index) {
            return values[index] & 0xff;
        }

        @Override
        public void set(int index, int value) {
            values[index] = (byte) value;
        }

        @Override
        public void copyTo(int index, Samples target, int targetIndex, int length) {
            System.arraycopy(values, index, ((Bytes) target).values, targetIndex, length);
        }
    }

    /**
     * 16 bits a sample.
     *
     * @param values the samples themselves, not a copy
     */
    record Shorts(short[] values) implements Samples {

        @Override
        public int length() {
            return values.length;
        }

        @Override
        public int get(int index) {
            return values[index] & 0xffff;
        }

        @Override
        public void set(int index, int value) {
            values[index] = (short) value;
        }

        @Override
        public void copyTo(int index, Samples target, int targetIndex, int length) {
            System.arraycopy(values, index, ((Shorts) target).values, targetIndex, length);
        }
    }
}
