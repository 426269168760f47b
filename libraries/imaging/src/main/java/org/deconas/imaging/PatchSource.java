package org.deconas.imaging;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws training batches from a set of images. All positions of all images are equally likely; patches with too little
 * structure to learn from are drawn again; each is turned by a random multiple of 90° and mirrored with probability 1/2
 * (paper, section IV).
 *
 * <p>A set of more than {@value #WINDOW_BYTES} decoded bytes is drawn from through a window of so many: the window goes
 * round the images, which an order by their content has shuffled, by one image every {@value #STEPS_PER_IMAGE} steps. So an
 * image that was decoded serves many steps; one round takes {@value #STEPS_PER_IMAGE} steps an image, and then all
 * positions have been equally likely.
 *
 * <p>A batch follows from the images, the step and the generator alone; how many images stay in memory changes only the
 * time it takes. Immutable: threads may share one, each with its own random generator.
 */
public final class PatchSource {

    /** Gradient energy that a patch has to exceed by default: mean of dx² + dy² on luma in 0..255. */
    public static final double GRADIENT_ENERGY_THRESHOLD = 51.065;

    /** Decoded bytes of the images that one step draws from, at most; of two images at least. Part of what a batch is. */
    public static final long WINDOW_BYTES = 512L << 20;

    /** Steps after which the window goes on by one image. Part of what a batch is. */
    public static final int STEPS_PER_IMAGE = 8;

    // A set of flat images must not hang the training.
    private static final int MAX_REDRAWS = 20;

    private final ImagePairs pairs;
    private final int patch;
    private final int batch;
    private final double threshold;

    // Indices of images, in the order in which the window meets them.
    private final int[] order;

    // By place in the order, which is gone through twice so that every window is one stretch: positions up to its end.
    private final long[] positionsUpTo;

    // By place in the order: the place behind the window that begins there.
    private final int[] windowEnd;

    /**
     * A source with the default gradient energy threshold.
     *
     * @param pairs HR images and their LR versions
     * @param patch side of an LR patch in pixels, at least 1
     * @param batch patches a batch, at least 1
     * @throws IllegalArgumentException when a number is out of range or an image is smaller than a patch; names it and
     *     both sizes
     */
    public PatchSource(ImagePairs pairs, int patch, int batch) {
        this(pairs, patch, batch, GRADIENT_ENERGY_THRESHOLD);
    }

    /**
     * @param pairs HR images and their LR versions
     * @param patch side of an LR patch in pixels, at least 1
     * @param batch patches a batch, at least 1
     * @param threshold gradient energy that a patch has to exceed; a negative one accepts every patch
     * @throws IllegalArgumentException when a number is out of range or an image is smaller than a patch; names it and
     *     both sizes
     */
    public PatchSource(ImagePairs pairs, int patch, int batch, double threshold) {
        this(pairs, patch, batch, threshold, WINDOW_BYTES);
    }

    PatchSource(ImagePairs pairs, int patch, int batch, double threshold, long windowBytes) {
        requireLargeEnough(pairs, patch);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least 1 patch, not " + batch);
        }
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the gradient energy threshold is not a number");
        }
        this.pairs = pairs;
        this.patch = patch;
        this.batch = batch;
        this.threshold = threshold;
        int count = pairs.images().size();
        boolean whole = IntStream.range(0, count).mapToLong(pairs::bytes).sum() <= windowBytes;
        this.order = whole ? IntStream.range(0, count).toArray() : byContent(pairs.images());
        this.positionsUpTo = new long[2 * count];
        for (int place = 0; place < 2 * count; place++) {
            ImageSize lr = pairs.lowResolution(order[place % count]);
            long before = place == 0 ? 0 : positionsUpTo[place - 1];
            positionsUpTo[place] = before + (long) (lr.width() - patch + 1) * (lr.height() - patch + 1);
        }
        this.windowEnd = new int[whole ? 1 : count];
        int end = 0;
        long bytes = 0;
        for (int start = 0; start < windowEnd.length; start++) {
            while (end < start + count && (end < start + 2 || bytes + bytesAt(end) <= windowBytes)) {
                bytes += bytesAt(end++);
            }
            windowEnd[start] = end;
            bytes -= bytesAt(start);
        }
    }

    private static void requireLargeEnough(ImagePairs pairs, int patch) {
        if (patch < 1) {
            throw new IllegalArgumentException("a patch is at least 1 pixel wide, not " + patch);
        }
        int side = Math.multiplyExact(pairs.scale(), patch);
        for (SourceImage image : pairs.images()) {
            if (image.size().width() < side || image.size().height() < side) {
                throw new IllegalArgumentException(image.name() + " is " + image.size()
                        + " pixels, but a training patch needs at least " + side + "x" + side
                        + "; leave it out or choose a smaller patch");
            }
        }
    }

    private static int[] byContent(List<SourceImage> images) {
        return IntStream.range(0, images.size())
                .boxed()
                .sorted(Comparator.comparing(index -> images.get(index).sha256()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private long bytesAt(int place) {
        return pairs.bytes(order[place % order.length]);
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
        return Math.multiplyExact(lowResolutionLength(), pairs.scale() * pairs.scale());
    }

    /**
     * Makes the batch of one step. The same step and the same generator state give the same batch.
     *
     * @param step counted from 0 over the whole training, not over a part of it: places the window
     * @param random the only source of chance
     * @return the batch
     * @throws IllegalArgumentException when the step is negative
     * @throws java.io.UncheckedIOException when an image cannot be decoded any more, with the line that says why
     */
    public Minibatch batch(long step, RandomGenerator random) {
        if (step < 0) {
            throw new IllegalArgumentException("steps count from 0, not from " + step);
        }
        float[] lr = new float[lowResolutionLength()];
        float[] hr = new float[highResolutionLength()];
        int start = (int) (step / STEPS_PER_IMAGE % windowEnd.length);
        for (int i = 0; i < batch; i++) {
            ImagePair drawn = draw(start, random);
            int turns = random.nextInt(4);
            boolean mirrored = random.nextBoolean();
            turned(drawn.lowResolution(), turns, mirrored).toFloats(lr, i * (lr.length / batch));
            turned(drawn.highResolution(), turns, mirrored).toFloats(hr, i * (hr.length / batch));
        }
        return new Minibatch(step, lr, hr);
    }

    private ImagePair draw(int start, RandomGenerator random) {
        ImagePair drawn = drawAnywhere(start, random);
        for (int redraw = 0; redraw < MAX_REDRAWS && gradientEnergy(drawn.highResolution()) <= threshold; redraw++) {
            drawn = drawAnywhere(start, random);
        }
        return drawn;
    }

    private ImagePair drawAnywhere(int start, RandomGenerator random) {
        int end = windowEnd[start];
        long before = start == 0 ? 0 : positionsUpTo[start - 1];
        long position = before + random.nextLong(positionsUpTo[end - 1] - before);
        int found = Arrays.binarySearch(positionsUpTo, start, end, position);
        int place = found >= 0 ? found + 1 : -found - 1;
        ImagePair pair = pairs.get(order[place % order.length]);
        long inImage = place == 0 ? position : position - positionsUpTo[place - 1];
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
