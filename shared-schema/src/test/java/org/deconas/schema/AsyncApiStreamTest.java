package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AsyncAPI document of the event stream lists what can be sent. */
class AsyncApiStreamTest {

    private static final Path FILE = Path.of("src/main/resources/asyncapi-stream.yaml");

    private final JsonNode document = read();

    @ParameterizedTest
    @ValueSource(strings = {"experiment", "all"})
    void channelHasEveryEventButWhoDoesWhichWork(String channel) {
        // When
        Set<String> kinds = new TreeSet<>();
        document.at("/channels/" + channel + "/messages").properties().forEach(message -> {
            assertThat(message.getValue().get("$ref").asText()).isEqualTo("#/components/messages/" + message.getKey());
            kinds.add(message.getKey());
        });
        // Then
        assertThat(kinds)
                .isEqualTo(EventCodec.readableTypes().values().stream()
                        .filter(kind -> !WorkEvent.class.isAssignableFrom(kind))
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void eachMessageIsCalledByItsKindAndHasItsSchema() {
        assertThat(document.at("/components/messages")).isNotEmpty();
        document.at("/components/messages").properties().forEach(message -> {
            // When
            Path schema = FILE.resolveSibling(
                    message.getValue().at("/payload/schema/$ref").asText());
            // Then
            assertThat(message.getValue().get("name").asText()).isEqualTo(message.getKey());
            assertThat(schema).isRegularFile().hasFileName(message.getKey() + ".v1.json");
        });
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
