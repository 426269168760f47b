package org.deconas.imaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which images train and which validate. No image is on both sides, under whatever name and in whatever copy it comes:
 * with the same pixels, or recompressed, resized, slightly brightened or mirrored (not cropped).
 *
 * @param training images to learn from, at least one
 * @param validation images to choose by, at least one
 */
public record DataSplit(List<SourceImage> training, List<SourceImage> validation) {

    private static final int NAMED_PAIRS = 20;

    /**
     * @throws IllegalArgumentException when a side is empty, or an image is on both sides
     */
    public DataSplit {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        if (training.isEmpty() || validation.isEmpty()) {
            throw new IllegalArgumentException("a split needs at least one training and one validation image, not "
                    + training.size() + " and " + validation.size());
        }
        requireDisjoint(training, validation);
    }

    /**
     * Splits by content: the same images give the same two sets for the same seed, in whatever order and under whatever
     * names they come. An image and its copies go to one side together.
     *
     * @param images the images, at least two distinct ones
     * @param validationFraction share of the distinct images that validate, strictly between 0 and 1; rounded, but at
     *     least one image is left to each side
     * @param seed chooses the split
     * @return the split; both sides keep the order of {@code images}
     * @throws IllegalArgumentException when the fraction is out of range or fewer than two images are distinct
     */
    public static DataSplit of(List<SourceImage> images, double validationFraction, long seed) {
        if (!(validationFraction > 0 && validationFraction < 1)) {
            throw new IllegalArgumentException(
                    "the validation fraction lies strictly between 0 and 1, not at " + validationFraction);
        }
        List<List<SourceImage>> distinct = copiesTogether(images);
        if (distinct.size() < 2) {
            throw new IllegalArgumentException("a split into training and validation needs at least 2 distinct images, "
                    + "but there " + (distinct.isEmpty() ? "are none" : "is 1") + "; add images");
        }
        long wanted = Math.round(validationFraction * distinct.size());
        long count = Math.max(1, Math.min(distinct.size() - 1, wanted));
        Set<SourceImage> chosen = new HashSet<>();
        distinct.stream()
                .sorted(Comparator.comparing(copies -> key(copies, seed)))
                .limit(count)
                .forEach(chosen::addAll);
        List<SourceImage> training = new ArrayList<>();
        List<SourceImage> validation = new ArrayList<>();
        for (SourceImage image : images) {
            (chosen.contains(image) ? validation : training).add(image);
        }
        return new DataSplit(training, validation);
    }

    /**
     * @param training images to learn from
     * @param validation images to choose or report by
     * @throws IllegalArgumentException when an image of one list is a copy of one of the other; names both, of the first
     *     20 pairs
     */
    public static void requireDisjoint(List<SourceImage> training, List<SourceImage> validation) {
        Set<SourceImage> repeated = new LinkedHashSet<>();
        List<String> pairs = new ArrayList<>();
        for (SourceImage image : validation) {
            for (SourceImage trained : training) {
                if (image.repeats(trained)) {
                    repeated.add(image);
                    String relation = image.equalsInContent(trained) ? "= " : "nearly the same as ";
                    pairs.add(image.name() + " (" + relation + trained.name() + ")");
                }
            }
        }
        if (!repeated.isEmpty()) {
            throw new IllegalArgumentException((repeated.size() == 1
                            ? "1 validation image repeats a training image: "
                            : repeated.size() + " validation images repeat training images: ")
                    + String.join(", ", pairs.subList(0, Math.min(NAMED_PAIRS, pairs.size())))
                    + (pairs.size() > NAMED_PAIRS ? " and " + (pairs.size() - NAMED_PAIRS) + " more" : "")
                    + "; leave them out of one of the two folders");
        }
    }

    /** Groups that no image shares with a copy of it in another group; copies of copies count. */
    private static List<List<SourceImage>> copiesTogether(List<SourceImage> images) {
        List<List<SourceImage>> groups = new ArrayList<>();
        for (SourceImage image : images) {
            List<SourceImage> joined = new ArrayList<>(List.of(image));
            groups.removeIf(group -> group.stream().anyMatch(image::repeats) && joined.addAll(group));
            groups.add(joined);
        }
        return groups;
    }

    private static String key(List<SourceImage> copies, long seed) {
        // Hashed again with the seed: the content hash alone would give every seed the same order.
        return copies.stream()
                .map(image -> (seed + ":" + image.sha256()).getBytes(StandardCharsets.UTF_8))
                .map(seeded -> UUID.nameUUIDFromBytes(seeded).toString())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
