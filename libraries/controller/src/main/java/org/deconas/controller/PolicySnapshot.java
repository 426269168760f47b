package org.deconas.controller;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deconas.searchspace.SearchSpace;

/**
 * A learner as bytes, big-endian: a magic number, the format's version, the space, the options, the counters, then θ and Adam's two
 * moments. The same learner gives the same bytes.
 */
public final class PolicySnapshot {

    private static final int MAGIC = 0x44434E50; // "DCNP"
    private static final int FORMAT = 2;

    private PolicySnapshot() {}

    public static byte[] write(Reinforce learner) {
        PolicyOptions options = learner.policy().options();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(
                3 * Double.BYTES * learner.policy().layout().size() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(learner.policy().space().cells());
            out.writeInt(learner.policy().space().fusionBlocks());
            out.writeDouble(options.learningRate());
            out.writeDouble(options.entropyWeight());
            out.writeDouble(options.baselineDecay());
            out.writeDouble(options.temperature());
            out.writeDouble(options.tanhConstant());
            out.writeDouble(options.importanceClip());
            out.writeUTF(options.heads().name());
            out.writeUTF(options.baseline().name());
            out.writeBoolean(options.normalisedAdvantages());
            out.writeLong(learner.version());
            out.writeDouble(learner.baseline());
            out.writeBoolean(learner.baselineKnown());
            out.writeDouble(learner.largestDeviation());
            out.write(bytesOf(learner.policy().sharedParameters()));
            out.write(bytesOf(learner.firstMoment()));
            out.write(bytesOf(learner.secondMoment()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no such snapshot
     */
    public static Reinforce read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("These bytes are no snapshot of a policy");
            }
            int format = in.readInt();
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "The snapshot of a policy is of format " + format + ", but only format " + FORMAT + " is read");
            }
            SearchSpace space = new SearchSpace(in.readInt(), in.readInt());
            PolicyOptions options = new PolicyOptions(
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    PolicyOptions.Heads.valueOf(in.readUTF()),
                    PolicyOptions.Baseline.valueOf(in.readUTF()),
                    in.readBoolean());
            long version = in.readLong();
            double baseline = in.readDouble();
            boolean baselineKnown = in.readBoolean();
            double largestDeviation = in.readDouble();
            int size = Layout.of(space, options).size();
            Policy policy = new Policy(space, options, readDoubles(in, size));
            return new Reinforce(
                    policy,
                    readDoubles(in, size),
                    readDoubles(in, size),
                    version,
                    baseline,
                    baselineKnown,
                    largestDeviation);
        } catch (IOException e) {
            throw new IllegalArgumentException("The snapshot of a policy is cut short", e);
        }
    }

    /** SHA-256 over θ as big-endian doubles, 64 hexadecimal digits: what replays are compared by. */
    public static String parametersSha256(Policy policy) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytesOf(policy.sharedParameters())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytesOf(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * values.length);
        buffer.asDoubleBuffer().put(values);
        return buffer.array();
    }

    private static double[] readDoubles(DataInputStream in, int size) throws IOException {
        byte[] bytes = new byte[Double.BYTES * size];
        in.readFully(bytes);
        double[] values = new double[size];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
        return values;
    }
}
