package org.deconas.imaging;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws training batches from a set of images. The degraded images are made once and kept. All positions of all images
 * are equally likely; patches with too little structure to learn from are drawn again; each is turned by a random
 * multiple of 90° and mirrored with probability 1/2 (paper, section IV).
 *
 * <p>Immutable: threads may share one, each with its own random generator.
 */
public final class PatchSource {

    /** Gradient energy that a patch has to exceed by default: mean of dx² + dy² on luma in 0..255. */
    public static final double GRADIENT_ENERGY_THRESHOLD = 51.065;

    // A set of flat images must not hang the training.
    private static final int MAX_REDRAWS = 20;

    private final List<ImagePair> pairs;
    private final long[] positionsUpTo;
    private final int scale;
    private final int patch;
    private final int batch;
    private final double threshold;

    /**
     * A source with the default gradient energy threshold.
     *
     * @param images HR images
     * @param scale how many times smaller the LR patches are, at least 1
     * @param patch side of an LR patch in pixels, at least 1
     * @param batch patches a batch, at least 1
     * @throws IllegalArgumentException when a number is out of range or {@link #check} refuses an image
     */
    public PatchSource(List<NamedImage> images, int scale, int patch, int batch) {
        this(images, scale, patch, batch, GRADIENT_ENERGY_THRESHOLD);
    }

    /**
     * @param images HR images
     * @param scale how many times smaller the LR patches are, at least 1
     * @param patch side of an LR patch in pixels, at least 1
     * @param batch patches a batch, at least 1
     * @param threshold gradient energy that a patch has to exceed; a negative one accepts every patch
     * @throws IllegalArgumentException when a number is out of range or {@link #check} refuses an image
     */
    public PatchSource(List<NamedImage> images, int scale, int patch, int batch, double threshold) {
        check(images, scale, patch);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least 1 patch, not " + batch);
        }
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the gradient energy threshold is not a number");
        }
        this.pairs = images.stream()
                .map(named -> ImagePair.degrade(named.image(), scale))
                .toList();
        this.positionsUpTo = new long[pairs.size()];
        long positions = 0;
        for (int i = 0; i < positionsUpTo.length; i++) {
            RgbImage lr = pairs.get(i).lowResolution();
            positions += (long) (lr.width() - patch + 1) * (lr.height() - patch + 1);
            positionsUpTo[i] = positions;
        }
        this.scale = scale;
        this.patch = patch;
        this.batch = batch;
        this.threshold = threshold;
    }

    /**
     * Tells whether patches can be cut from every one of the images, without degrading them.
     *
     * @param images HR images
     * @param scale how many times smaller the LR patches are
     * @param patch side of an LR patch in pixels
     * @throws IllegalArgumentException when there is no image, or one is smaller than a patch; names it and both sizes
     */
    public static void check(List<NamedImage> images, int scale, int patch) {
        RgbImage.requireScale(scale);
        if (patch < 1) {
            throw new IllegalArgumentException("a patch is at least 1 pixel wide, not " + patch);
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no training image; give at least one");
        }
        int side = Math.multiplyExact(scale, patch);
        for (NamedImage named : images) {
            RgbImage image = named.image();
            if (image.width() < side || image.height() < side) {
                throw new IllegalArgumentException(named.name() + " is " + image.width() + "x" + image.height()
                        + " pixels, but a training patch needs at least " + side + "x" + side
                        + "; leave it out or choose a smaller patch");
            }
        }
    }

    /**
     * @return samples of the LR half of a batch, batch·patch²·3
     */
    public int lowResolutionLength() {
        return Math.multiplyExact(batch, RgbImage.CHANNELS * patch * patch);
    }

    /**
     * @return samples of the HR half of a batch, batch·(patch·scale)²·3
     */
    public int highResolutionLength() {
        return Math.multiplyExact(lowResolutionLength(), scale * scale);
    }

    /**
     * Fills one batch. The same generator state gives the same batch.
     *
     * @param random the only source of chance
     * @param lr filled with degraded patches in [0,1], shape [batch, patch, patch, 3]
     * @param hr filled with the originals in [0,1], shape [batch, patch·scale, patch·scale, 3]
     * @throws IllegalArgumentException when an array has another length
     */
    public void nextBatch(RandomGenerator random, float[] lr, float[] hr) {
        if (lr.length != lowResolutionLength() || hr.length != highResolutionLength()) {
            throw new IllegalArgumentException("a batch has " + lowResolutionLength() + " LR and "
                    + highResolutionLength() + " HR samples, but the arrays hold " + lr.length + " and " + hr.length);
        }
        for (int i = 0; i < batch; i++) {
            ImagePair drawn = draw(random);
            int turns = random.nextInt(4);
            boolean mirrored = random.nextBoolean();
            turned(drawn.lowResolution(), turns, mirrored).toFloats(lr, i * (lr.length / batch));
            turned(drawn.highResolution(), turns, mirrored).toFloats(hr, i * (hr.length / batch));
        }
    }

    private ImagePair draw(RandomGenerator random) {
        ImagePair drawn = drawAnywhere(random);
        for (int redraw = 0; redraw < MAX_REDRAWS && gradientEnergy(drawn.highResolution()) <= threshold; redraw++) {
            drawn = drawAnywhere(random);
        }
        return drawn;
    }

    private ImagePair drawAnywhere(RandomGenerator random) {
        long position = random.nextLong(positionsUpTo[positionsUpTo.length - 1]);
        int found = Arrays.binarySearch(positionsUpTo, position);
        int index = found >= 0 ? found + 1 : -found - 1;
        ImagePair pair = pairs.get(index);
        long inImage = index == 0 ? position : position - positionsUpTo[index - 1];
        int columns = pair.lowResolution().width() - patch + 1;
        return pair.patch((int) (inImage % columns), (int) (inImage / columns), patch);
    }

    private static RgbImage turned(RgbImage image, int turns, boolean mirrored) {
        RgbImage turned = image.rotate90(turns);
        return mirrored ? turned.flipHorizontally() : turned;
    }

    /** Mean of dx² + dy² with forward differences (0 beyond the last row and column) of full-range BT.601 luma. */
    static double gradientEnergy(RgbImage image) {
        int width = image.width();
        byte[] data = image.data();
        float[] luma = new float[width * image.height()];
        for (int i = 0, at = 0; i < luma.length; i++, at += RgbImage.CHANNELS) {
            luma[i] = 0.299f * (data[at] & 0xff) + 0.587f * (data[at + 1] & 0xff) + 0.114f * (data[at + 2] & 0xff);
        }
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                float dx = x + 1 < width ? luma[at + 1] - luma[at] : 0;
                float dy = y + 1 < image.height() ? luma[at + width] - luma[at] : 0;
                sum += dx * dx + dy * dy;
            }
        }
        return sum / luma.length;
    }
}
