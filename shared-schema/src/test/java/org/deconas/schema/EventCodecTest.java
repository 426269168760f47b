package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String REWARD = "org.deconas.RewardMeasured.v1";

    private static final String BODY = new String(EventFiles.goldenSample(REWARD), StandardCharsets.UTF_8);

    @Test
    void recordWithoutATypeIsRefused() {
        assertRefused(null, BODY, "The record has no CloudEvents type (header ce_type)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.deconas.RewardMeasured.v2", "RewardMeasured", ""})
    void unknownTypeIsRefusedWithTheReadableOnes(String type) {
        assertRefused(type, BODY, "Type '" + type + "' is unknown; readable are ArchitectureSampled.v1, ");
    }

    @Test
    void recordWithoutABodyIsRefused() {
        assertThatThrownBy(() -> EventCodec.decode(REWARD, null))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessage("The record of type '" + REWARD + "' has no body");
        assertRefused(REWARD, "", "The record of type '" + REWARD + "' has no body");
        assertRefused(REWARD, "null", "The body of '" + REWARD + "' is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "\"text\"", "{\"reward\": NaN}"})
    void bodyThatIsNoSuchJsonIsRefused(String body) {
        assertRefused(REWARD, body, "The body is no JSON of '" + REWARD + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "penalty"      | 1.5       | penalty is 1.5, but must be from 0.0 to 1.0
            "penalty"      | "NaN"     | penalty is NaN, but must be from 0.0 to 1.0
            "reward"       | "NaN"     | reward is NaN, but must be a finite number
            "reward"       | "much"    | Cannot deserialize value of type `double`
            "reward"       | null      | Cannot map `null` into type `double`
            "trialId"      | ""        | trialId is missing
            "trialId"      | null      | trialId is missing
            "purpose"      | "FUN"     | Cannot deserialize value of type
            "policyVersion"| -1        | policyVersion is -1, but must be at least 0
            "round"        | 1.5       | Cannot coerce Floating-point value (1.5) to `int`
            "round"        | 4000000000| Numeric value (4000000000) out of range of int
            """)
    void wrongFieldIsRefusedByItsName(String field, String value, String reason) {
        // Given
        String body = BODY.replaceFirst(field + "\\s*:\\s*(\"[^\"]*\"|[^,}\\s]+)", field + ": " + value);
        // Then
        assertRefused(REWARD, body, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reward", "round", "trialId", "purpose"})
    void missingFieldIsRefused(String field) {
        // Given
        var body = (com.fasterxml.jackson.databind.node.ObjectNode) EventFiles.json(EventFiles.goldenSample(REWARD));
        body.remove(field);
        // Then
        assertRefused(REWARD, body.toString(), "");
    }

    @Test
    void fieldOfALaterWriterIsPassedOver() throws UnreadableEventException {
        // Given
        String body = BODY.replaceFirst("\\{", "{\"addedLater\": [1, 2], ");
        // When
        Event event = EventCodec.decode(REWARD, body.getBytes(StandardCharsets.UTF_8));
        // Then
        assertThat(event).isEqualTo(EventFiles.goldenEvent(REWARD));
    }

    @Test
    void bodyHasTheFieldsInTheOrderOfTheRecord() {
        // Given
        Event event = new ExperimentEnded("x", ExperimentEnded.Outcome.FAILED, null, "no images");
        // When
        byte[] body = EventCodec.encode(event);
        // Then
        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"experimentId\":\"x\",\"outcome\":\"FAILED\",\"modelId\":null,\"reason\":\"no images\"}");
    }

    private static void assertRefused(String type, String body, String reason) {
        assertThatThrownBy(() -> EventCodec.decode(type, body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(reason)
                .satisfies(refusal -> assertThat(refusal.getMessage().lines()).hasSize(1));
    }
}
