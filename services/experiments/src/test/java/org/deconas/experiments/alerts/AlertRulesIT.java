package org.deconas.experiments.alerts;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.deconas.experiments.MeshResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class AlertRulesIT {

    private static final Path RULES = Path.of("../../infra/prometheus/alerts.yml");

    /** A metric of this service in an expression: its name before the braces that name the job. */
    private static final Pattern METRIC = Pattern.compile("([a-z_:][a-z0-9_:]*)\\{[^}]*job=\"experiments\"");

    /** Prometheus makes it for every target. */
    private static final String UP = "up";

    @Test
    void everyRuleSaysWhatIsWrongAndForWhom() throws IOException {
        // When
        List<JsonNode> rules = rules();
        // Then
        assertThat(rules).hasSizeGreaterThan(3).allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).matches("[A-Z][A-Za-z]+");
            assertThat(rule.path("expr").asText()).matches("(?s).*[a-z]+\\{job=\"[a-z]+\".*");
            assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("description").asText()).isNotBlank();
        });
    }

    @Test
    void everyMetricOfTheRulesIsExposedFromTheStart() throws IOException {
        // Given
        Set<String> used = new TreeSet<>();
        rules().forEach(rule ->
                METRIC.matcher(rule.path("expr").asText()).results().forEach(match -> used.add(match.group(1))));
        used.remove(UP);
        // When
        List<String> exposed = get("/q/metrics").asString().lines().toList();
        // Then
        assertThat(used).contains("deconas_dead_letters_total", "deconas_projection_delay_seconds", "deconas_ready");
        assertThat(used).allSatisfy(metric -> assertThat(exposed).anyMatch(line -> line.matches(metric + "[ {].*")));
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        return rules;
    }
}
