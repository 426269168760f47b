package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document lists what there is. */
class AsyncApiTest {

    private static final Path FILE = Path.of("src/main/resources/asyncapi.yaml");

    private final JsonNode document = read();

    @Test
    void topicsAreThoseThatThereAre() {
        // When
        Map<String, Integer> partitions = new TreeMap<>();
        document.get("channels")
                .forEach(channel -> partitions.put(
                        channel.get("address").asText(),
                        channel.at("/bindings/kafka/partitions").asInt()));
        // Then
        assertThat(partitions)
                .isEqualTo(
                        Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::topicName, Topic::partitions)));
    }

    @Test
    void eachTopicHasTheEventsThatAreWrittenToIt() {
        // When
        Map<String, Set<String>> documented = new TreeMap<>();
        document.get("channels").forEach(channel -> {
            Set<String> types = new TreeSet<>();
            channel.get("messages")
                    .forEach(message -> types.add(resolve(message).get("name").asText()));
            documented.put(channel.get("address").asText(), types);
        });
        // Then
        assertThat(documented)
                .isEqualTo(EventFiles.types()
                        .collect(Collectors.groupingBy(
                                type -> EventFiles.goldenEvent(type).topic().topicName(), Collectors.toSet())));
    }

    @Test
    void eachMessageHasTheSchemaOfItsType() {
        document.at("/components/messages").properties().forEach(message -> {
            // When
            String type = message.getValue().get("name").asText();
            Path schema = FILE.resolveSibling(
                    message.getValue().at("/payload/schema/$ref").asText());
            // Then
            assertThat(type).isEqualTo("org.deconas." + message.getKey() + ".v1");
            assertThat(schema).isRegularFile().hasFileName(EventFiles.name(type));
        });
    }

    /** Follows a reference within the document. */
    private JsonNode resolve(JsonNode reference) {
        JsonNode target = document.at(reference.get("$ref").asText().substring(1));
        assertThat(target.isMissingNode()).as("%s is missing", reference).isFalse();
        return target;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
