package org.deconas.experiments.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deconas.schema.ExperimentSettings;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.InvalidSettingsException.Fault;
import org.deconas.search.settings.SettingChanges;

/** The named starting points of an experiment's settings, {@code profiles/NAME.yaml}. */
@ApplicationScoped
public class Profiles {

    private static final List<String> NAMES = List.of("quick", "small", "paper");
    private static final String IMAGES = "data.images";

    private final Map<String, ObjectNode> profiles = load();

    /** Name → settings, all but where the images are. */
    public Map<String, ObjectNode> all() {
        return profiles;
    }

    /**
     * The settings of an experiment.
     *
     * @param profile what to start from
     * @param overrides dotted key → JSON scalar, or text that is converted
     * @throws InvalidSettingsException when there is no such profile or setting, or a value is of the wrong type or out of
     *     range; names all that is wrong but ranges, of which it names the first
     */
    public ExperimentSettings settings(String profile, Map<String, JsonNode> overrides)
            throws InvalidSettingsException {
        List<Fault> faults = new ArrayList<>();
        ObjectNode found = profiles.get(profile);
        if (found == null) {
            faults.add(new Fault(
                    "profile", "Profile '" + profile + "' is unknown; there are " + String.join(", ", NAMES)));
        }
        ObjectNode tree = (found == null ? profiles.get(NAMES.get(0)) : found).deepCopy();
        try {
            SettingChanges.apply(overrides, tree);
        } catch (InvalidSettingsException e) {
            faults.addAll(e.faults());
        }
        if (found != null && !overrides.containsKey(IMAGES)) {
            faults.add(
                    new Fault(IMAGES, IMAGES + " is missing: give the folder of training images, as trainers see it"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidSettingsException(faults);
        }
        return SettingChanges.read(tree);
    }

    private static Map<String, ObjectNode> load() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        Map<String, ObjectNode> profiles = new LinkedHashMap<>();
        for (String name : NAMES) {
            try (InputStream file = Profiles.class.getResourceAsStream("/profiles/" + name + ".yaml")) {
                profiles.put(name, (ObjectNode) yaml.readTree(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Collections.unmodifiableMap(profiles);
    }
}
