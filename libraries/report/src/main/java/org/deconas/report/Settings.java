package org.deconas.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of an experiment.
 *
 * @param values by dotted key, as {@code --set} names them; in the order of the log
 */
public record Settings(Map<String, String> values) {

    /** The key of the seed. */
    public static final String SEED = "seed";

    /** The key of how architectures are sampled. */
    public static final String STRATEGY = "search.strategy";

    /** What logs mean that say nothing of it. */
    private static final String USUAL_STRATEGY = "reinforce";

    private static final String NONE = "none";

    /** Only the last name of these is a setting: where a folder lies differs from machine to machine. */
    private static final Set<String> FOLDERS = Set.of("data.images", "data.validation");

    public Settings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A setting that two experiments do not share. */
    public record Difference(String key, String first, String second) {
        @Override
        public String toString() {
            return key + " is " + first + " against " + second;
        }
    }

    static Settings of(JsonNode settings) {
        Map<String, String> values = new LinkedHashMap<>();
        flatten("", settings, values);
        String strategy = settings.path("search").path("strategy").asText(USUAL_STRATEGY);
        values.put(STRATEGY, strategy);
        return new Settings(values);
    }

    String strategy() {
        return values.get(STRATEGY);
    }

    /** The keys that not all of these have with the same value. */
    static List<String> differing(List<Settings> all) {
        Set<String> keys = new LinkedHashSet<>();
        all.forEach(settings -> keys.addAll(settings.values.keySet()));
        return keys.stream()
                .filter(key -> all.stream()
                                .map(settings -> settings.of(key))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    /** What differs from another experiment's. */
    List<Difference> differences(Settings other) {
        List<Difference> differences = new ArrayList<>();
        for (String key : differing(List.of(this, other))) {
            differences.add(new Difference(key, of(key), other.of(key)));
        }
        return differences;
    }

    /** The value of a key; {@code none} where there is none. */
    String of(String key) {
        return values.getOrDefault(key, NONE);
    }

    private static String lastName(String folder) {
        return folder.substring(
                folder.replaceAll("[/\\\\]+$", "").replace('\\', '/').lastIndexOf('/') + 1);
    }

    private static void flatten(String key, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue(), values));
        } else if (FOLDERS.contains(key) && node.isTextual()) {
            values.put(key, lastName(node.asText()));
        } else if (!node.isNull() && !node.isMissingNode()) {
            values.put(key, node.asText());
        }
    }
}
