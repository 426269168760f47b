package org.deconas.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests say of topics and of who reads them what the contract and the services' settings say. */
class ContractTest {

    private static final String MIN_IN_SYNC = "min.insync.replicas";

    @ParameterizedTest
    @EnumSource
    void topicsAreThoseOfTheContract(Overlay overlay) {
        // Given
        Map<String, Map<String, String>> contract = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            contract.put(topic.topicName(), described(topic.partitions(), topic.configuration()));
            contract.put(topic.deadLetterName(), described(1, topic.deadLetterConfiguration()));
        }

        // When
        Map<String, Map<String, String>> manifests =
                overlay.of("KafkaTopic").stream().collect(Collectors.toMap(Overlay::name, ContractTest::described));

        // Then
        assertThat(manifests).isEqualTo(contract);
    }

    private static Map<String, String> described(int partitions, Map<String, String> configuration) {
        Map<String, String> described = new TreeMap<>(configuration);
        described.put("partitions", Integer.toString(partitions));
        return described;
    }

    private static Map<String, String> described(JsonNode topic) {
        Map<String, String> configuration = new TreeMap<>();
        topic.path("spec").path("config").properties().stream()
                .filter(entry -> !entry.getKey().equals(MIN_IN_SYNC))
                .forEach(entry ->
                        configuration.put(entry.getKey(), entry.getValue().asText()));
        return described(topic.path("spec").path("partitions").asInt(), configuration);
    }

    @ParameterizedTest
    @EnumSource
    void topicsOutliveABrokerWhereverThereAreThree(Overlay overlay) {
        // Given
        int replicas = overlay == Overlay.LOCAL ? 1 : 3;

        // When
        List<JsonNode> topics = overlay.of("KafkaTopic");

        // Then
        assertThat(topics).isNotEmpty().allSatisfy(topic -> {
            assertThat(topic.path("spec").path("replicas").asInt()).isEqualTo(replicas);
            assertThat(topic.path("spec").path("config").path(MIN_IN_SYNC).asInt())
                    .isEqualTo(Math.max(1, replicas - 1));
        });
        assertThat(overlay.one("KafkaNodePool", "nodes")
                        .path("spec")
                        .path("replicas")
                        .asInt())
                .isEqualTo(replicas);
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiments", "sampler", "policy", "trainer", "inference"})
    void serviceMayReadWhatItReadsAndNoMore(String service) throws IOException {
        // Given
        Properties settings = new Properties();
        try (InputStream in =
                Files.newInputStream(Path.of("../services", service, "src/main/resources/application.properties"))) {
            settings.load(in);
        }
        Set<String> read = settings.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\..*\\.topics?"))
                .flatMap(name -> Arrays.stream(settings.getProperty(name).split(",")))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> groups = settings.stringPropertyNames().stream()
                .filter(name -> name.endsWith(".group.id"))
                .map(settings::getProperty)
                .collect(Collectors.toSet());

        // When
        List<JsonNode> rules = rules(service);

        // Then
        assertThat(allowed(rules, "topic", "Read")).isEqualTo(read);
        assertThat(groups)
                .isNotEmpty()
                .allMatch(group -> allowed(rules, "group", "Read").stream().anyMatch(group::startsWith));
    }

    @Test
    void onlyThePolicyWritesPoliciesAndOnlyTrainersClaims() {
        // When
        Map<String, Set<String>> written = overlayWriters();

        // Then: an import writes what others wrote elsewhere
        assertThat(written.get(Topic.POLICIES.topicName())).containsExactly("experiments", "policy");
        assertThat(written.get(Topic.CLAIMS.topicName())).containsExactly("trainer");
        assertThat(written.get(Topic.ARCHITECTURES.topicName())).containsExactly("experiments", "sampler");
        assertThat(written.values()).noneMatch(writers -> writers.contains("inference"));
    }

    private static Map<String, Set<String>> overlayWriters() {
        Map<String, Set<String>> writers = new TreeMap<>();
        for (JsonNode user : Overlay.CPU.of("KafkaUser")) {
            for (String topic : allowed(rules(Overlay.name(user)), "topic", "Write")) {
                writers.computeIfAbsent(topic, name -> new TreeSet<>()).add(Overlay.name(user));
            }
        }
        return writers;
    }

    @ParameterizedTest
    @EnumSource(names = {"CPU", "GPU"})
    void trainersAreAsManyAsTheGroupThatTheyTellTheirBacklogToLags(Overlay overlay) {
        // When
        JsonNode trigger = overlay.one("ScaledObject", "trainer")
                .path("spec")
                .path("triggers")
                .get(0)
                .path("metadata");

        // Then
        assertThat(trigger.path("topic").asText()).isEqualTo(Topic.ARCHITECTURES.topicName());
        assertThat(allowed(rules("trainer"), "group", "Read"))
                .contains(trigger.path("consumerGroup").asText());
        assertThat(allowed(rules("trainer-scaler"), "group", "Describe"))
                .containsExactly(trigger.path("consumerGroup").asText());
    }

    private static List<JsonNode> rules(String user) {
        JsonNode rules = Overlay.CPU
                .one("KafkaUser", user)
                .path("spec")
                .path("authorization")
                .path("acls");
        return StreamSupport.stream(rules.spliterator(), false).toList();
    }

    private static Set<String> allowed(List<JsonNode> rules, String type, String operation) {
        return rules.stream()
                .filter(rule -> rule.path("resource").path("type").asText().equals(type))
                .filter(rule -> StreamSupport.stream(rule.path("operations").spliterator(), false)
                        .anyMatch(one -> one.asText().equals(operation)))
                .map(rule -> rule.path("resource").path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
