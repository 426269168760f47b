package org.deconas.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A fixed set of patches to score networks on: whoever has the same images and the same seed has the same set. */
public final class ValidationPatches {

    private ValidationPatches() {}

    /**
     * Takes the images in turn and cuts one patch at a random place from each, until there are enough.
     *
     * @param images HR images, disjoint from those that train
     * @param count number of patches, at least 1
     * @param patch side of an LR patch in pixels, at least 1
     * @param scale how many times larger the HR patches are, at least 1
     * @param seed chooses the places
     * @return {@code count} pairs of patch x patch and patch·scale x patch·scale pixels
     * @throws IllegalArgumentException when a number is out of range, there is no image, or one is smaller than a patch
     */
    public static List<ImagePair> of(List<RgbImage> images, int count, int patch, int scale, long seed) {
        RgbImage.requireScale(scale);
        if (count < 1 || patch < 1) {
            throw new IllegalArgumentException(
                    "a validation set has at least 1 patch of at least 1 pixel, not " + count + " of " + patch);
        }
        requireLargeEnough(images, Math.multiplyExact(patch, scale));
        List<ImagePair> degraded = images.stream()
                .limit(count)
                .map(image -> ImagePair.degrade(image, scale))
                .toList();
        SplittableRandom random = new SplittableRandom(seed);
        List<ImagePair> patches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ImagePair pair = degraded.get(i % degraded.size());
            int x = random.nextInt(pair.lowResolution().width() - patch + 1);
            int y = random.nextInt(pair.lowResolution().height() - patch + 1);
            patches.add(pair.patch(x, y, patch));
        }
        return List.copyOf(patches);
    }

    private static void requireLargeEnough(List<RgbImage> images, int side) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no validation image; give at least one");
        }
        for (int i = 0; i < images.size(); i++) {
            RgbImage image = images.get(i);
            if (image.width() < side || image.height() < side) {
                throw new IllegalArgumentException("validation image " + (i + 1) + " of " + images.size() + " is "
                        + image.width() + "x" + image.height() + " pixels, but a patch needs at least " + side + "x"
                        + side + "; leave it out or choose a smaller patch");
            }
        }
    }
}
