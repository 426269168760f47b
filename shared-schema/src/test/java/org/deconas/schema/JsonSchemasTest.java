package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed schemas are those of the records. {@code -Dschemas.rewrite=true} writes them anew. */
class JsonSchemasTest {

    private static final Path DIRECTORY = Path.of("src/main/resources/schemas");

    private final JsonSchemas schemas = new JsonSchemas();

    static Stream<String> types() {
        return EventFiles.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void committedSchemaIsThatOfTheRecord(String type) throws IOException {
        // Given
        Path file = DIRECTORY.resolve(EventFiles.name(type));
        ObjectNode generated = schemas.of(EventCodec.readableTypes().get(type));
        if (Boolean.getBoolean("schemas.rewrite")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, generated.toPrettyString() + "\n");
        }
        // When
        JsonNode committed = EventFiles.json(Files.readAllBytes(file));
        // Then
        assertThat(committed)
                .as("%s; -Dschemas.rewrite=true writes it anew, but an event that is in logs needs a new version", file)
                .isEqualTo(generated);
    }

    @Test
    void thereIsNoSchemaWithoutAnEvent() throws IOException {
        // When
        List<String> files;
        try (Stream<Path> found = Files.list(DIRECTORY)) {
            files = found.map(path -> path.getFileName().toString()).toList();
        }
        // Then
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(
                        types().map(EventFiles::name).toList());
    }

    @ParameterizedTest
    @MethodSource("types")
    void goldenSampleIsValid(String type) {
        // Given
        JsonSchema schema = validator(type);
        // When
        var violations = schema.validate(EventFiles.json(EventFiles.goldenSample(type)));
        // Then
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("typesWithAdditions")
    void sampleOfLaterFieldsIsValid(String type) {
        // When
        var violations = validator(type)
                .validate(EventFiles.json(EventFiles.additionalSample(type).orElseThrow()));
        // Then
        assertThat(violations).isEmpty();
    }

    static Stream<String> typesWithAdditions() {
        return GoldenSamplesTest.typesWithAdditions();
    }

    @ParameterizedTest
    @MethodSource("types")
    void bodyWithoutItsExperimentIsNotValid(String type) {
        // Given
        ObjectNode body = (ObjectNode) EventFiles.json(EventFiles.goldenSample(type));
        body.remove("experimentId");
        // When
        var violations = validator(type).validate(body);
        // Then
        assertThat(violations).hasSize(1);
    }

    private static JsonSchema validator(String type) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(EventFiles.schema(type));
    }
}
