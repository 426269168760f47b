package org.deconas.cli.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * A file of TensorFlow's events: TFRecords (length, its checksum, content, its checksum; little-endian), each an {@code Event} message, the
 * first of which says the format.
 */
final class EventFile implements AutoCloseable {

    /** TensorBoard looks for files with {@code tfevents} in their names. */
    static final String NAME = "events.out.tfevents.0.deconas";

    private static final String FORMAT = "brain.Event:2";
    private static final int CHECKSUM_MASK = 0xa282ead8;
    private static final int MASK_ROTATION = 17;

    private final OutputStream out;

    /**
     * Begins a file anew.
     *
     * @param folder is made if it is missing
     */
    EventFile(Path folder, Instant time) throws IOException {
        out = new BufferedOutputStream(
                Files.newOutputStream(Files.createDirectories(folder).resolve(NAME)));
        append(Event.newBuilder()
                .setWallTime(seconds(time))
                .setFileVersion(FORMAT)
                .build());
    }

    /** Adds a point of a curve. */
    void scalar(String curve, long step, double value, Instant time) throws IOException {
        append(Event.newBuilder()
                .setWallTime(seconds(time))
                .setStep(step)
                .setSummary(Summary.newBuilder()
                        .addValue(Summary.Value.newBuilder().setTag(curve).setSimpleValue((float) value)))
                .build());
    }

    private void append(Event event) throws IOException {
        byte[] content = event.toByteArray();
        byte[] length = bytes(Long.BYTES).putLong(content.length).array();
        out.write(length);
        out.write(bytes(Integer.BYTES).putInt(checksum(length)).array());
        out.write(content);
        out.write(bytes(Integer.BYTES).putInt(checksum(content)).array());
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** CRC-32C, rotated and shifted so that a checksum of checksums is not what it is of (TensorFlow's {@code crc32c::Mask}). */
    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return Integer.rotateLeft((int) crc.getValue(), MASK_ROTATION) + CHECKSUM_MASK;
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    /** Lets readers see what was added. */
    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
