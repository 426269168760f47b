package org.deconas.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two validators that know nothing of each other look at every resource of every overlay. */
class ManifestsTest {

    private static final Path REPORTS = Path.of("target/reports");

    @ParameterizedTest
    @EnumSource
    void javaClassesOfItsKindKnowEveryFieldOfAResource(Overlay overlay) throws IOException {
        // Given
        List<JsonNode> known =
                overlay.resources().stream().filter(TypedModels::know).toList();

        // When
        List<String> lines = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (JsonNode resource : known) {
            String name = "%s %s %s"
                    .formatted(
                            resource.path("apiVersion").asText(),
                            resource.path("kind").asText(),
                            Overlay.name(resource));
            Optional<String> refusal = TypedModels.refuse(resource);
            lines.add(refusal.map(reason -> "REFUSED  " + name + ": " + reason).orElse("ok       " + name));
            refusal.ifPresent(reason -> refusals.add(name + ": " + reason));
        }
        report(overlay, "java", lines);

        // Then: all but those of KEDA and CloudNativePG
        assertThat(refusals).isEmpty();
        assertThat(overlay.resources().size() - known.size()).isBetween(1, 3);
    }

    @ParameterizedTest
    @EnumSource
    void schemaOfItsKindAcceptsEveryResource(Overlay overlay) throws Exception {
        // When
        Command validation = Schemas.validate(overlay.resources());
        report(overlay, "npm", validation.output().lines().toList());

        // Then
        assertThat(validation.output().lines())
                .hasSameSizeAs(overlay.resources())
                .allMatch(line -> line.startsWith("ok "));
        assertThat(validation.exitCode()).isZero();
    }

    private static void report(Overlay overlay, String validator, List<String> lines) throws IOException {
        lines.forEach(System.out::println);
        Files.createDirectories(REPORTS);
        Files.write(REPORTS.resolve(overlay.directory() + "-" + validator + ".txt"), lines);
    }

    @ParameterizedTest
    @CsvSource({"Deployment, trainer", "KafkaTopic, deconas.rewards", "NetworkPolicy, log"})
    void fieldThatNobodyKnowsIsRefusedByTheJavaClasses(String kind, String name) {
        // Given
        JsonNode wrong = Overlay.CPU.one(kind, name).deepCopy();
        ((ObjectNode) wrong.path("spec")).put("replica", 3);

        // Then
        assertThat(TypedModels.refuse(wrong))
                .hasValueSatisfying(reason -> assertThat(reason).contains("replica"));
    }

    @Test
    void numberThatIsNoneIsRefusedByTheJavaClasses() {
        // Given
        JsonNode wrong = Overlay.CPU.one("Deployment", "sampler").deepCopy();
        ((ObjectNode) wrong.path("spec")).put("replicas", "three");

        // Then
        assertThat(TypedModels.refuse(wrong)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, trainer, template",
        "ScaledObject, trainer, scaleTargetRef",
        "Cluster, deconas-db, instances",
        "KafkaNodePool, nodes, roles"
    })
    void requiredFieldThatIsMissingIsRefusedByTheSchema(String kind, String name, String field) throws Exception {
        // Given
        JsonNode wrong = Overlay.CPU.one(kind, name).deepCopy();
        ((ObjectNode) wrong.path("spec")).remove(field);

        // When
        Command validation = Schemas.validate(List.of(wrong));

        // Then
        assertThat(validation.output()).startsWith("REFUSED").contains(field);
        assertThat(validation.exitCode()).isOne();
    }
}
