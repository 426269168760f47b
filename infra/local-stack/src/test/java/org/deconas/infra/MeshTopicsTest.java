package org.deconas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeshTopicsTest {

    @TempDir
    static Path directory;

    private static LocalKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void startBrokerWithOneTopicOfAnOlderMesh() throws Exception {
        kafka = LocalKafka.start(directory, FreePort.next());
        admin = kafka.admin();
        admin.createTopics(List.of(new NewTopic(Topic.MODELS.deadLetterName(), 3, (short) 1)))
                .all()
                .get();
        MeshTopics.create(admin);
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void topicHasItsPartitionsAndConfiguration(Topic topic) throws Exception {
        // When
        TopicDescription description = describe(topic.topicName());
        Config configuration = configurationOf(topic.topicName());

        // Then
        assertThat(description.partitions()).hasSize(topic.partitions());
        assertThat(topic.configuration())
                .allSatisfy((name, value) ->
                        assertThat(configuration.get(name).value()).isEqualTo(value));
    }

    @Test
    void deadLetterTopicHasOnePartitionAndItsRetention() throws Exception {
        // When
        String name = Topic.REWARDS.deadLetterName();

        // Then
        assertThat(describe(name).partitions()).hasSize(1);
        assertThat(configurationOf(name).get("retention.ms").value())
                .isEqualTo(Topic.REWARDS.deadLetterConfiguration().get("retention.ms"));
    }

    @Test
    void existingTopicIsLeftAsItIs() throws Exception {
        // When
        List<String> created = MeshTopics.create(admin);

        // Then
        assertThat(created).isEmpty();
        assertThat(describe(Topic.MODELS.deadLetterName()).partitions()).hasSize(3);
    }

    private static TopicDescription describe(String name) throws Exception {
        return admin.describeTopics(Set.of(name)).allTopicNames().get().get(name);
    }

    private static Config configurationOf(String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<ConfigResource, Config> all =
                admin.describeConfigs(Set.of(resource)).all().get();
        return all.get(resource);
    }
}
