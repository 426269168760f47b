package org.deconas.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.deconas.onnx.OnnxExport;
import org.deconas.onnxruntime.OnnxRuntime;
import org.deconas.searchspace.NetworkShape;
import org.deconas.serving.NetworkRuntime;
import org.deconas.serving.ServedNetwork;

/**
 * The published architecture (64 filters, 4 blocks, 4 cells, scale 2, random weights) as the upscaling service runs it, in DJL's TensorFlow engine and
 * in ONNX Runtime, and its export in ONNX Runtime by itself; float values in and out, all on all processors. Measured in turn, so that a drift
 * of the machine's speed hits all.
 */
public final class RuntimesBenchmark {

    private static final int ROUNDS = Integer.getInteger("deconas.benchmark.rounds", 7);
    private static final int WARM_UP = 2;
    private static final int CHANNELS = 3;
    private static final int[][] WIDTHS_AND_HEIGHTS = {{320, 180}, {256, 256}, {640, 360}};

    /** Random weights give values far beyond an image's: this part of the largest. */
    private static final double TOLERANCE = 1e-4;

    private RuntimesBenchmark() {}

    public static void main(String[] arguments) throws IOException, OrtException {
        Path directory = Files.createTempDirectory("runtimes-benchmark");
        Path onnxModel = directory.resolve("model.onnx");
        DjlTensorFlow.export(NetworkShape.PUBLISHED, directory);
        OnnxExport.write(directory, Map.of(), onnxModel);
        ServedNetwork.loadEngine();
        int threads = Runtime.getRuntime().availableProcessors();
        int scale = NetworkShape.PUBLISHED.scale();
        System.out.printf(Locale.ROOT, "%d threads each, medians of %d%n", threads, ROUNDS);
        System.out.println(
                "| low-resolution image | ONNX Runtime by itself | served, TensorFlow | times as long (least to most) "
                        + "| served, ONNX Runtime | times as long (least to most) |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        try (NetworkRuntime.Runs inTensorFlow = NetworkRuntime.TENSORFLOW.open(directory, scale);
                NetworkRuntime.Runs inOnnxRuntime = OnnxRuntime.open(directory, scale);
                Export export = new Export(onnxModel, threads)) {
            for (int[] size : WIDTHS_AND_HEIGHTS) {
                compare(inTensorFlow, inOnnxRuntime, export, size[0], size[1]);
            }
        }
        Files.delete(onnxModel);
        Files.delete(directory.resolve("saved_model.pb"));
    }

    private static void compare(
            NetworkRuntime.Runs inTensorFlow, NetworkRuntime.Runs inOnnxRuntime, Export export, int width, int height)
            throws OrtException {
        float[] nhwc = new float[width * height * CHANNELS];
        Random random = new Random(width);
        for (int i = 0; i < nhwc.length; i++) {
            nhwc[i] = random.nextFloat();
        }
        float[] nchw = channelsFirst(nhwc);
        double[] byItself = new double[ROUNDS];
        double[] tensorFlow = new double[ROUNDS];
        double[] onnxRuntime = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            float[] expected = inTensorFlow.run(nhwc, 1, width, height);
            long afterTensorFlow = System.nanoTime();
            float[] exported = export.enlarge(nchw, width, height);
            long afterExport = System.nanoTime();
            float[] served = inOnnxRuntime.run(nhwc, 1, width, height);
            long end = System.nanoTime();
            if (round < 0) {
                requireSame(expected, served);
                requireSame(channelsFirst(expected), exported);
            } else {
                tensorFlow[round] = (afterTensorFlow - start) / 1e6;
                byItself[round] = (afterExport - afterTensorFlow) / 1e6;
                onnxRuntime[round] = (end - afterExport) / 1e6;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %dx%d | %,.0f ms | %s | %s |%n",
                width,
                height,
                median(byItself),
                against(byItself, tensorFlow),
                against(byItself, onnxRuntime));
    }

    private static String against(double[] byItself, double[] served) {
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> served[round] / byItself[round]);
        return String.format(
                Locale.ROOT,
                "%,.0f ms | %.2f (%.2f to %.2f)",
                median(served),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    private static void requireSame(float[] expected, float[] actual) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        if (expected.length != actual.length || !(difference <= TOLERANCE * largest)) {
            throw new IllegalStateException(
                    "The two give different images: by " + difference + " where values reach " + largest);
        }
    }

    private static float[] channelsFirst(float[] nhwc) {
        int pixels = nhwc.length / CHANNELS;
        float[] nchw = new float[nhwc.length];
        for (int i = 0; i < nhwc.length; i++) {
            nchw[i % CHANNELS * pixels + i / CHANNELS] = nhwc[i];
        }
        return nchw;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The exported model, as anybody would run it. */
    private static final class Export implements AutoCloseable {

        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final OrtSession session;

        Export(Path onnxModel, int threads) throws OrtException {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(threads);
                options.setInterOpNumThreads(1);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                // Threads that wait busily would slow TensorFlow, whose turn comes next
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                session = environment.createSession(onnxModel.toString(), options);
            }
        }

        float[] enlarge(float[] nchw, int width, int height) throws OrtException {
            long[] shape = {1, CHANNELS, height, width};
            try (OnnxTensor image = OnnxTensor.createTensor(environment, FloatBuffer.wrap(nchw), shape);
                    OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, image))) {
                FloatBuffer enlarged = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] values = new float[enlarged.remaining()];
                enlarged.get(values);
                return values;
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
