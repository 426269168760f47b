package org.deconas.imaging;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Training images with their degraded versions, made when they are needed and kept as far as the memory for them reaches;
 * those that were not used for longest go first. The bound changes how often an image is decoded, never what is read.
 *
 * <p>Threads may share one: an image that several want at once is decoded once.
 */
public final class ImagePairs {

    private final List<SourceImage> images;
    private final int scale;
    private final long maxBytes;

    // By index, in the order of use; also the lock.
    private final Map<Integer, FutureTask<ImagePair>> held = new LinkedHashMap<>(16, 0.75f, true);
    private long heldBytes;

    /**
     * Keeps pairs in a quarter of the memory that this process may use.
     *
     * @param images HR images, at least one
     * @param scale how many times smaller the LR images are, at least 1
     * @throws IllegalArgumentException when a number is out of range, there is no image, or one is smaller than the scale
     */
    public ImagePairs(List<SourceImage> images, int scale) {
        this(images, scale, Runtime.getRuntime().maxMemory() / 4);
    }

    /**
     * @param images HR images, at least one
     * @param scale how many times smaller the LR images are, at least 1
     * @param maxBytes how many bytes of decoded samples to keep, at least 1; one pair is kept however large it is
     * @throws IllegalArgumentException when a number is out of range, there is no image, or one is smaller than the scale
     */
    public ImagePairs(List<SourceImage> images, int scale, long maxBytes) {
        RgbImage.requireScale(scale);
        if (maxBytes < 1) {
            throw new IllegalArgumentException("decoded images need at least 1 byte of memory, not " + maxBytes);
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no training image; give at least one");
        }
        for (SourceImage image : images) {
            if (image.size().width() < scale || image.size().height() < scale) {
                throw new IllegalArgumentException(image.name() + " is " + image.size()
                        + " pixels, smaller than the scale " + scale + "; leave it out");
            }
        }
        this.images = List.copyOf(images);
        this.scale = scale;
        this.maxBytes = maxBytes;
    }

    /**
     * @return the images, as they were given
     */
    public List<SourceImage> images() {
        return images;
    }

    /**
     * @return how many times smaller the LR images are
     */
    public int scale() {
        return scale;
    }

    /** The size of the LR image of that index. */
    ImageSize lowResolution(int index) {
        ImageSize size = images.get(index).size();
        return new ImageSize(size.width() / scale, size.height() / scale);
    }

    /** Bytes of the decoded pair of that index. */
    long bytes(int index) {
        ImageSize low = lowResolution(index);
        return (long) RgbImage.CHANNELS * low.width() * low.height() * (1 + scale * scale);
    }

    /** Bytes of the pairs that are kept now. */
    long heldBytes() {
        synchronized (held) {
            return heldBytes;
        }
    }

    /**
     * @param index of an image
     * @return it and its degraded version
     * @throws UncheckedIOException when the image cannot be decoded any more
     */
    ImagePair get(int index) {
        FutureTask<ImagePair> pair;
        synchronized (held) {
            pair = held.get(index);
            if (pair == null) {
                pair = new FutureTask<>(
                        () -> ImagePair.degrade(images.get(index).read(), scale));
                makeRoom(bytes(index));
                held.put(index, pair);
                heldBytes += bytes(index);
            }
        }
        // Does nothing where another thread has begun.
        pair.run();
        try {
            return pair.get();
        } catch (ExecutionException e) {
            forget(index, pair);
            if (e.getCause() instanceof UnreadableImageException unreadable) {
                throw new UncheckedIOException(unreadable.getMessage(), unreadable);
            }
            throw new IllegalStateException(images.get(index).name() + " cannot be degraded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while an image was decoded"));
        }
    }

    private void makeRoom(long bytes) {
        Iterator<Integer> oldestFirst = held.keySet().iterator();
        while (oldestFirst.hasNext() && heldBytes + bytes > maxBytes) {
            heldBytes -= bytes(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    private void forget(int index, FutureTask<ImagePair> pair) {
        synchronized (held) {
            if (held.remove(index, pair)) {
                heldBytes -= bytes(index);
            }
        }
    }
}
