package org.deconas.imaging;

import java.util.List;
import java.util.SplittableRandom;

/** A fixed set of patches to score networks on: whoever has the same images and the same seed has the same set. */
public final class ValidationPatches {

    private ValidationPatches() {}

    /**
     * Takes the images in turn and cuts one patch at a random place from each, until there are enough. Holds one decoded
     * image at a time.
     *
     * @param images HR images, disjoint from those that train
     * @param count number of patches, at least 1
     * @param patch side of an LR patch in pixels, at least 1
     * @param scale how many times larger the HR patches are, at least 1
     * @param seed chooses the places
     * @return {@code count} pairs of patch x patch and patch·scale x patch·scale pixels
     * @throws IllegalArgumentException when a number is out of range, there is no image, or one is smaller than a patch
     * @throws UnreadableImageException when an image cannot be decoded any more
     */
    public static List<ImagePair> of(List<SourceImage> images, int count, int patch, int scale, long seed)
            throws UnreadableImageException {
        RgbImage.requireScale(scale);
        if (count < 1 || patch < 1) {
            throw new IllegalArgumentException(
                    "a validation set has at least 1 patch of at least 1 pixel, not " + count + " of " + patch);
        }
        requireLargeEnough(images, Math.multiplyExact(patch, scale));
        SplittableRandom random = new SplittableRandom(seed);
        int[][] places = new int[count][];
        for (int i = 0; i < count; i++) {
            ImageSize size = images.get(i % images.size()).size();
            int x = random.nextInt(size.width() / scale - patch + 1);
            int y = random.nextInt(size.height() / scale - patch + 1);
            places[i] = new int[] {x, y};
        }
        ImagePair[] patches = new ImagePair[count];
        for (int image = 0; image < Math.min(count, images.size()); image++) {
            ImagePair pair = ImagePair.degrade(images.get(image).read(), scale);
            for (int i = image; i < count; i += images.size()) {
                patches[i] = pair.patch(places[i][0], places[i][1], patch);
            }
        }
        return List.of(patches);
    }

    private static void requireLargeEnough(List<SourceImage> images, int side) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no validation image; give at least one");
        }
        for (SourceImage image : images) {
            if (image.size().width() < side || image.size().height() < side) {
                throw new IllegalArgumentException(image.name() + " is " + image.size()
                        + " pixels, but a validation patch needs at least " + side + "x" + side
                        + "; leave it out or choose a smaller patch");
            }
        }
    }
}
