package org.deconas.imaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which images train and which validate. No image content is on both sides, under whatever names it comes.
 *
 * @param training images to learn from, at least one
 * @param validation images to choose by, at least one
 */
public record DataSplit(List<NamedImage> training, List<NamedImage> validation) {

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
     * names they come. Images of one content go to one side together.
     *
     * @param images the images, at least two distinct ones
     * @param validationFraction share of the distinct images that validate, strictly between 0 and 1; rounded, but at
     *     least one image is left to each side
     * @param seed chooses the split
     * @return the split; both sides keep the order of {@code images}
     * @throws IllegalArgumentException when the fraction is out of range or fewer than two images are distinct
     */
    public static DataSplit of(List<NamedImage> images, double validationFraction, long seed) {
        if (!(validationFraction > 0 && validationFraction < 1)) {
            throw new IllegalArgumentException(
                    "the validation fraction lies strictly between 0 and 1, not at " + validationFraction);
        }
        Map<RgbImage, String> keys = new HashMap<>();
        for (NamedImage named : images) {
            keys.computeIfAbsent(named.image(), image -> key(image, seed));
        }
        if (keys.size() < 2) {
            throw new IllegalArgumentException("a split into training and validation needs at least 2 distinct images, "
                    + "but there " + (keys.size() == 1 ? "is 1" : "are none") + "; add images");
        }
        long wanted = Math.round(validationFraction * keys.size());
        long count = Math.max(1, Math.min(keys.size() - 1, wanted));
        Set<RgbImage> chosen = new HashSet<>();
        keys.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getValue))
                .limit(count)
                .forEach(entry -> chosen.add(entry.getKey()));
        List<NamedImage> training = new ArrayList<>();
        List<NamedImage> validation = new ArrayList<>();
        for (NamedImage named : images) {
            (chosen.contains(named.image()) ? validation : training).add(named);
        }
        return new DataSplit(training, validation);
    }

    /**
     * @param training images to learn from
     * @param validation images to choose or report by
     * @throws IllegalArgumentException when an image of one list has the content of one of the other; names them all
     */
    public static void requireDisjoint(List<NamedImage> training, List<NamedImage> validation) {
        Map<RgbImage, String> names = new HashMap<>();
        for (NamedImage named : training) {
            names.putIfAbsent(named.image(), named.name());
        }
        Set<String> repeated = new LinkedHashSet<>();
        for (NamedImage named : validation) {
            String twin = names.get(named.image());
            if (twin != null) {
                repeated.add(twin.equals(named.name()) ? twin : named.name() + " (= " + twin + ")");
            }
        }
        if (!repeated.isEmpty()) {
            throw new IllegalArgumentException(
                    "training and validation images must be distinct, but these are in both: "
                            + String.join(", ", repeated) + "; remove them from one side");
        }
    }

    private static String key(RgbImage image, long seed) {
        // Hashed again with the seed: the content hash alone would give every seed the same order.
        byte[] seeded = (seed + ":" + image.sha256()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seeded).toString();
    }
}
