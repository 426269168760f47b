package org.deconas.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubernetes.client.util.Yaml;
import io.strimzi.api.kafka.model.common.UnknownPropertyPreserving;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The Java classes of Kubernetes' and Strimzi's resources: what they do not know, or know as another type, is refused. */
final class TypedModels {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Class<?>> STRIMZI = Map.of(
            "Kafka", Kafka.class,
            "KafkaNodePool", KafkaNodePool.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    private TypedModels() {}

    /** Whether there is a class for it. */
    static boolean know(JsonNode resource) {
        String version = resource.path("apiVersion").asText();
        return version.startsWith("kafka.strimzi.io/")
                || !version.contains(".")
                || version.split("/")[0].endsWith(".k8s.io");
    }

    /** Why a resource is refused; nothing when it is not. */
    static Optional<String> refuse(JsonNode resource) {
        try {
            if (!resource.path("apiVersion").asText().startsWith("kafka.strimzi.io/")) {
                Yaml.load(resource.toString());
                return Optional.empty();
            }
            TreeSet<String> unknown = new TreeSet<>();
            collect(JSON.treeToValue(resource, STRIMZI.get(resource.path("kind").asText())), unknown);
            return unknown.isEmpty() ? Optional.empty() : Optional.of("unknown fields " + unknown);
        } catch (Exception refused) {
            return Optional.of(refused.getMessage().replaceAll("\\s+", " "));
        }
    }

    /** Strimzi's classes keep what they do not know. */
    private static void collect(Object value, Collection<String> unknown)
            throws IntrospectionException, ReflectiveOperationException {
        if (value instanceof Collection<?> values) {
            for (Object element : values) {
                collect(element, unknown);
            }
        } else if (value instanceof UnknownPropertyPreserving bean) {
            if (bean.getAdditionalProperties() != null) {
                unknown.addAll(bean.getAdditionalProperties().keySet());
            }
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(bean.getClass(), Object.class).getPropertyDescriptors()) {
                if (property.getReadMethod() != null && !property.getName().equals("additionalProperties")) {
                    collect(property.getReadMethod().invoke(bean), unknown);
                }
            }
        }
    }
}
