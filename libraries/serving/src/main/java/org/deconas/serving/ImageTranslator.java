package org.deconas.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;
import org.deconas.imaging.RgbImage;

/** An image as the network takes it, float32 NHWC RGB in [0, 1], and back. */
final class ImageTranslator implements Translator<RgbImage, RgbImage> {

    private final int scale;

    ImageTranslator(int scale) {
        this.scale = scale;
    }

    @Override
    public Batchifier getBatchifier() {
        return null; // an image is its own batch: the next one may have another size
    }

    @Override
    public NDList processInput(TranslatorContext context, RgbImage low) {
        context.setAttachment("low", low);
        Shape shape = new Shape(1, low.height(), low.width(), RgbImage.CHANNELS);
        return new NDList(context.getNDManager().create(low.toFloats(), shape));
    }

    @Override
    public RgbImage processOutput(TranslatorContext context, NDList output) {
        RgbImage low = (RgbImage) context.getAttachment("low");
        int width = low.width() * scale;
        int height = low.height() * scale;
        NDArray enlarged = output.singletonOrThrow();
        Shape expected = new Shape(1, height, width, RgbImage.CHANNELS);
        if (!expected.equals(enlarged.getShape())) {
            throw new IllegalStateException("The network gives " + enlarged.getShape() + ", but at scale " + scale
                    + " it must give " + expected);
        }
        return rounded(width, height, enlarged.toByteBuffer().asFloatBuffer());
    }

    /** Row by row: the values of a large image are not held twice. */
    private static RgbImage rounded(int width, int height, FloatBuffer values) {
        byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
        float[] row = new float[width * RgbImage.CHANNELS];
        for (int y = 0; y < height; y++) {
            values.get(row);
            System.arraycopy(RgbImage.ofFloats(width, 1, row).data(), 0, pixels, y * row.length, row.length);
        }
        return new RgbImage(width, height, pixels);
    }
}
