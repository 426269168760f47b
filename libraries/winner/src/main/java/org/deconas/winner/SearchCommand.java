package org.deconas.winner;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentRequested;
import org.deconas.search.settings.SettingKeys;

/**
 * The command that starts a search anew.
 *
 * @param arguments of {@code deconas}, not quoted
 * @param changes the settings that differ from the profile's, by dotted key; without the seed and the folders of images
 */
public record SearchCommand(List<String> arguments, Map<String, String> changes) {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final String SEED = "seed";
    private static final String IMAGES = "data.images";
    private static final String VALIDATION = "data.validation";

    public SearchCommand {
        arguments = List.copyOf(arguments);
    }

    /**
     * The command of a search.
     *
     * @param profile the settings of the profile that it started from, as they are now; empty when there is no such profile here, so that
     *     every setting is given
     */
    public static SearchCommand of(ExperimentRequested request, Optional<JsonNode> profile) {
        JsonNode settings = EventCodec.mapper().valueToTree(request.settings());
        Map<String, String> changes = new LinkedHashMap<>();
        for (String key : SettingKeys.all().keySet()) {
            JsonNode value = at(settings, key);
            if (value.isValueNode()
                    && !value.isNull()
                    && profile.filter(usual -> isSame(at(usual, key), value)).isEmpty()) {
                changes.put(key, value.asText());
            }
        }
        List<String> arguments = new ArrayList<>(List.of("search"));
        profile.ifPresent(known -> arguments.addAll(List.of("--profile", request.profile())));
        String validation = request.settings().data().validation();
        arguments.addAll(List.of("--images", request.settings().data().images()));
        if (validation != null) {
            arguments.addAll(List.of("--validation", validation));
        }
        arguments.addAll(List.of("--seed", Long.toString(request.settings().seed())));
        changes.keySet().removeAll(List.of(SEED, IMAGES, VALIDATION));
        changes.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return new SearchCommand(arguments, changes);
    }

    private static JsonNode at(JsonNode settings, String key) {
        return settings.at(JsonPointer.compile("/" + key.replace('.', '/')));
    }

    /** Profiles write {@code 1} where the log has {@code 1.0}. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    /** A line for a POSIX shell. */
    @Override
    public String toString() {
        return "deconas " + arguments.stream().map(SearchCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return NEEDS_NO_QUOTES.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
