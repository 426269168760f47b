package org.deconas.experiments.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.search.settings.InvalidSettingsException;
import org.deconas.search.settings.InvalidSettingsException.Fault;
import org.deconas.search.settings.SettingKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {

    private final Profiles profiles = new Profiles();

    @ParameterizedTest
    @ValueSource(strings = {"quick", "small", "paper"})
    void profileHasEveryKeyButWhereTheImagesAre(String name) {
        // Given
        ObjectNode profile = profiles.all().get(name);
        // When
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        profile.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                entry.getValue()
                        .properties()
                        .forEach(leaf -> leaves.put(entry.getKey() + "." + leaf.getKey(), leaf.getValue()));
            } else {
                leaves.put(entry.getKey(), entry.getValue());
            }
        });
        // Then
        assertThat(leaves.keySet())
                .containsExactlyElementsOf(SettingKeys.all().keySet().stream()
                        .filter(key -> !key.equals("data.images") && !key.equals("data.validation"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "small", "paper"})
    void profileIsValidOnceItHasImages(String name) throws InvalidSettingsException {
        // When
        ExperimentSettings settings = profiles.settings(name, overrides("'data.images': '/images'"));
        // Then
        assertThat(settings.data().images()).isEqualTo("/images");
        assertThat(settings.data().validation()).isNull();
    }

    @Test
    void paperIsThePublishedConfiguration() throws InvalidSettingsException {
        // When
        ExperimentSettings paper = profiles.settings("paper", overrides("'data.images': '/images'"));
        // Then
        assertThat(paper.network())
                .isEqualTo(new ExperimentSettings.Network(64, 4, 4, 2, true, false, NetworkPrecision.FLOAT32));
        assertThat(paper.sharedTraining()).isEqualTo(new ExperimentSettings.SharedTraining(16, 64, 1e-4, 200_000));
        assertThat(paper.reward().penaltyWeight()).isEqualTo(2);
        assertThat(paper.policy().learningRate()).isEqualTo(3e-4);
        assertThat(paper.policy().baselineDecay()).isEqualTo(0.99);
    }

    @Test
    void valuesAndTextAreConverted() throws InvalidSettingsException {
        // When
        ExperimentSettings settings = profiles.settings(
                "quick",
                overrides(
                        "'data.images': '/images', 'seed': '9007199254740993', 'network.filters': 32.0,"
                                + " 'network.channel-attention': 'false', 'reward.penalty-weight': '1.5', 'policy.temperature': 5"));
        // Then
        assertThat(settings.seed()).isEqualTo(9_007_199_254_740_993L);
        assertThat(settings.network().filters()).isEqualTo(32);
        assertThat(settings.network().channelAttention()).isFalse();
        assertThat(settings.reward().penaltyWeight()).isEqualTo(1.5);
        assertThat(settings.policy().temperature()).isEqualTo(5);
    }

    @Test
    void overridesLeaveTheProfileAsItIs() throws InvalidSettingsException {
        // When
        profiles.settings("paper", overrides("'data.images': '/images', 'network.filters': 32"));
        // Then
        assertThat(profiles.all().get("paper").at("/network/filters").intValue())
                .isEqualTo(64);
    }

    @Test
    void everyUnknownKeyIsNamedWithTheNearestOne() {
        // Given
        Map<String, JsonNode> overrides =
                overrides("'reward.penaltyWeight': 1, 'search.round': 2, 'data.images': '/i'");
        // When
        InvalidSettingsException refusal =
                catchThrowableOfType(InvalidSettingsException.class, () -> profiles.settings("quick", overrides));
        // Then
        assertThat(refusal.faults())
                .containsExactly(
                        new Fault(
                                "reward.penaltyWeight",
                                "Setting 'reward.penaltyWeight' is unknown; did you mean 'reward.penalty-weight'?"),
                        new Fault("search.round", "Setting 'search.round' is unknown; did you mean 'search.rounds'?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'search.rounds': 'many'             | search.rounds is "many", but must be a whole number
            'search.rounds': 1.5                | search.rounds is 1.5, but must be a whole number below 2^31
            'search.rounds': 3000000000         | search.rounds is 3000000000, but must be a whole number below 2^31
            'search.rounds': null               | search.rounds is null, but must be a whole number
            'search.rounds': 0                  | search.rounds is 0, but must be at least 1
            'network.scale': 5                  | network.scale is 5, but must be from 2 to 4
            'network.filters': 30               | network.filters is 30, but must be a multiple of 4
            'network.precision': 'float16'      | network.precision is "float16", but must be one of float32, bfloat16
            'network.channel-attention': 'yes'  | network.channel-attention is "yes", but must be true or false
            'reward.penalty-weight': [1]        | reward.penalty-weight is [1], but must be a number
            'reward.penalty-weight': 'NaN'      | reward.penalty-weight is "NaN", but must be a number
            'reward.penalty-weight': '1e999'    | reward.penalty-weight is Infinity, but must be a finite number
            'data.images': 7                    | data.images is 7, but must be text
            """)
    void wrongValueIsNamedWithWhatIsRight(String override, String message) {
        // Given
        Map<String, JsonNode> overrides = overrides("'data.images': '/images', " + override.replace('"', '\''));
        // Then
        assertThatThrownBy(() -> profiles.settings("quick", overrides))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(message);
    }

    @Test
    void missingImagesAreAskedFor() {
        // Then
        assertThatThrownBy(() -> profiles.settings("quick", Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("data.images is missing");
    }

    @Test
    void unknownProfileIsAnsweredWithTheKnownOnes() {
        // Then
        assertThatThrownBy(() -> profiles.settings("fast", Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Profile 'fast' is unknown; there are quick, small, paper");
    }

    private static Map<String, JsonNode> overrides(String json) {
        try {
            Map<String, JsonNode> overrides = new LinkedHashMap<>();
            EventCodec.mapper()
                    .readTree("{" + json.replace('\'', '"') + "}")
                    .properties()
                    .forEach(entry -> overrides.put(entry.getKey(), entry.getValue()));
            return overrides;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
