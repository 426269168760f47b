package org.deconas.search.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;

/** Every key of {@link ExperimentSettings} as users write it, {@code reward.penalty-weight}, with the type of its value. */
public final class SettingKeys {

    private static final Map<String, Class<?>> TYPES = types();

    private SettingKeys() {}

    /** The keys whose values differ, in the order of the record. */
    public static Set<String> differing(ExperimentSettings one, ExperimentSettings other) {
        JsonNode first = EventCodec.mapper().valueToTree(one);
        JsonNode second = EventCodec.mapper().valueToTree(other);
        Set<String> differing = new LinkedHashSet<>();
        for (String key : TYPES.keySet()) {
            JsonPointer at = JsonPointer.compile("/" + key.replace('.', '/'));
            if (!first.at(at).equals(second.at(at))) {
                differing.add(key);
            }
        }
        return differing;
    }

    /** All keys in the order of the record, with the Java type of the value. */
    public static Map<String, Class<?>> all() {
        return TYPES;
    }

    /** The known key that takes the fewest edits to get to. */
    static String nearest(String unknown) {
        return TYPES.keySet().stream()
                .min(Comparator.comparingInt(known -> edits(unknown, known)))
                .orElseThrow();
    }

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        collect("", ExperimentSettings.class, types);
        return Collections.unmodifiableMap(types);
    }

    private static void collect(String prefix, Class<?> type, Map<String, Class<?>> types) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + new KebabCaseStrategy().translate(component.getName());
            if (component.getType().isRecord()) {
                collect(key + ".", component.getType(), types);
            } else {
                types.put(key, component.getType());
            }
        }
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
