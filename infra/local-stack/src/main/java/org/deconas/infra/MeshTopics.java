package org.deconas.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.deconas.schema.Topic;

/** Creates the topics of the mesh: the one place that does. */
public final class MeshTopics {

    private static final short ONE_REPLICA = 1;

    private MeshTopics() {}

    /**
     * Creates every topic of {@link Topic} and its dead-letter topic, where they do not exist; topics that exist are left as
     * they are.
     *
     * @return the names of the topics that were created
     * @throws IllegalStateException if the broker refuses, or cannot be asked
     */
    public static List<String> create(Admin admin) {
        return create(admin, ONE_REPLICA);
    }

    /**
     * The same on several brokers.
     *
     * @param replicas how many brokers keep each record
     */
    public static List<String> create(Admin admin, short replicas) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = all(replicas)
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            List<String> created = new ArrayList<>();
            for (Map.Entry<String, KafkaFuture<Void>> answer :
                    admin.createTopics(missing).values().entrySet()) {
                if (wasCreated(answer.getValue())) {
                    created.add(answer.getKey());
                }
            }
            return List.copyOf(created);
        } catch (ExecutionException refused) {
            throw new IllegalStateException(
                    "cannot create the topics: " + refused.getCause().getMessage(), refused.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topics", interrupted);
        }
    }

    private static boolean wasCreated(KafkaFuture<Void> answer) throws ExecutionException, InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw refused;
        }
    }

    private static Stream<NewTopic> all(short replicas) {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(
                        new NewTopic(topic.topicName(), topic.partitions(), replicas).configs(topic.configuration()),
                        new NewTopic(topic.deadLetterName(), 1, replicas).configs(topic.deadLetterConfiguration())));
    }
}
