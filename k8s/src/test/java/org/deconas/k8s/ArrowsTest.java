package org.deconas.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which pods the network policies let talk to which. */
class ArrowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS = Set.of("experiments", "sampler", "policy", "trainer", "inference");
    private static final String KAFKA = "kafka:9093";
    private static final String POSTGRES = "postgres:5432";

    @ParameterizedTest
    @EnumSource
    void whatIsNotAllowedIsForbidden(Overlay overlay) {
        // When
        JsonNode policy = overlay.one("NetworkPolicy", "default-deny").path("spec");

        // Then
        assertThat(policy.path("podSelector")).isEmpty();
        assertThat(policy.path("policyTypes")).extracting(JsonNode::asText).containsExactly("Ingress", "Egress");
        assertThat(policy.has("ingress") || policy.has("egress")).isFalse();
    }

    @Test
    void membersReachTheLogAndOnlyExperimentsTheDatabase() {
        for (String member : MEMBERS) {
            // When
            Set<String> reached = reached(Overlay.CPU, member);

            // Then
            assertThat(reached)
                    .as(member)
                    .containsExactlyInAnyOrderElementsOf(
                            member.equals("experiments") ? Set.of(KAFKA, POSTGRES) : Set.of(KAFKA));
        }
    }

    @Test
    void ownStorageOfTheLocalOverlayTakesThePlaceOfTheOneOutside() {
        // Then
        assertThat(reached(Overlay.LOCAL, "trainer")).containsExactlyInAnyOrder(KAFKA, "objects:9000");
        assertThat(Overlay.LOCAL.one("NetworkPolicy", "artifacts").toString()).doesNotContain("ipBlock");
        assertThat(Overlay.CPU.one("NetworkPolicy", "artifacts").toString()).contains("ipBlock");
    }

    @ParameterizedTest
    @EnumSource
    void databaseTakesNobodyButExperimentsItsOwnAndItsOperator(Overlay overlay) {
        // When
        JsonNode ingress = overlay.one("NetworkPolicy", "database").path("spec").path("ingress");

        // Then
        assertThat(MEMBERS.stream()
                        .filter(member -> selects(ingress.get(0).path("from"), labels(member)))
                        .toList())
                .containsExactly("experiments");
    }

    /** What a member's pods may open a connection to, of what there is. */
    private static Set<String> reached(Overlay overlay, String member) {
        Map<String, JsonNode> targets = Map.of(
                "kafka", labels(Map.of("strimzi.io/cluster", "deconas", "strimzi.io/kind", "Kafka")),
                "postgres", labels(Map.of("cnpg.io/cluster", "deconas-db")),
                "objects", labels(Map.of("app.kubernetes.io/name", "objects")),
                "experiments", labels("experiments"),
                "trainer", labels("trainer"));
        Set<String> reached = new TreeSet<>();
        overlay.of("NetworkPolicy").stream()
                .filter(policy -> matches(policy.path("spec").path("podSelector"), labels(member)))
                .flatMap(policy -> elements(policy.path("spec").path("egress")))
                .forEach(rule -> targets.forEach((name, labels) -> {
                    if (selects(rule.path("to"), labels)) {
                        elements(rule.path("ports"))
                                .forEach(port -> reached.add(
                                        name + ":" + port.path("port").asText()));
                    }
                }));
        return reached;
    }

    private static JsonNode labels(String member) {
        return labels(Map.of("app.kubernetes.io/name", member, "deconas.org/member", "true"));
    }

    private static JsonNode labels(Map<String, String> labels) {
        return JSON.valueToTree(labels);
    }

    private static boolean selects(JsonNode peers, JsonNode labels) {
        return elements(peers)
                .anyMatch(peer -> peer.has("podSelector")
                        && !peer.has("namespaceSelector")
                        && matches(peer.path("podSelector"), labels));
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return selector.path("matchLabels").properties().stream()
                        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()))
                && elements(selector.path("matchExpressions"))
                        .allMatch(expression -> elements(expression.path("values"))
                                .anyMatch(labels.path(expression.path("key").asText())::equals));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
