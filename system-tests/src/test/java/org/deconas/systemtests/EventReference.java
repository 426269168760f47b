package org.deconas.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The events of the log as a document, from AsyncAPI and the JSON Schemas. */
final class EventReference {

    private static final Path CONTRACT = Path.of("../shared-schema/src/main/resources");

    private EventReference() {}

    static String markdown() throws IOException {
        JsonNode contract =
                new YAMLMapper().readTree(CONTRACT.resolve("asyncapi.yaml").toFile());
        JsonNode messages = contract.path("components").path("messages");
        StringBuilder text = new StringBuilder(
                "# Events\n\nMade from [AsyncAPI](../../shared-schema/src/main/resources/asyncapi.yaml) and the JSON"
                        + " Schemas beside it; a test holds it to them.\n\n");
        text.append(contract.path("info").path("description").asText().strip()).append("\n");
        for (Map.Entry<String, JsonNode> channel : contract.path("channels").properties()) {
            JsonNode kafka = channel.getValue().path("bindings").path("kafka");
            text.append("\n## ")
                    .append(channel.getValue().path("address").asText())
                    .append("\n\n");
            text.append(channel.getValue().path("description").asText().strip()).append("\n\n");
            text.append("Partitions: ").append(kafka.path("partitions").asInt()).append("; ");
            List<String> settings = new ArrayList<>();
            kafka.path("topicConfiguration")
                    .properties()
                    .forEach(setting -> settings.add(setting.getKey() + " " + plain(setting.getValue())));
            text.append(String.join(", ", settings)).append(".\n");
            for (Map.Entry<String, JsonNode> named :
                    channel.getValue().path("messages").properties()) {
                event(text, named.getKey(), messages.path(named.getKey()));
            }
        }
        return text.toString();
    }

    private static String plain(JsonNode value) {
        return value.isArray()
                ? String.join(
                        ", ",
                        StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::asText)
                                .toList())
                : value.asText();
    }

    private static void event(StringBuilder text, String name, JsonNode message) throws IOException {
        text.append("\n### ")
                .append(name)
                .append("\n\n")
                .append(message.path("summary").asText())
                .append(" `");
        text.append(message.path("name").asText()).append("`\n\n| field | type | |\n| --- | --- | --- |\n");
        JsonNode schema = new ObjectMapper()
                .readTree(CONTRACT.resolve(message.path("payload")
                                .path("schema")
                                .path("$ref")
                                .asText())
                        .toFile());
        fields(text, "", schema, schema);
    }

    private static void fields(StringBuilder text, String prefix, JsonNode object, JsonNode root) {
        List<String> required = new ArrayList<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
            JsonNode type = resolved(field.getValue(), root);
            text.append("| `")
                    .append(prefix)
                    .append(field.getKey())
                    .append("` | ")
                    .append(type(type, root));
            text.append(" | ")
                    .append(required.contains(field.getKey()) ? "" : "may be absent")
                    .append(" |\n");
            fields(text, prefix + field.getKey() + ".", type, root);
        }
    }

    /** What a reference stands for, of one that may be null as well. */
    private static JsonNode resolved(JsonNode type, JsonNode root) {
        for (JsonNode one : type.path("anyOf")) {
            if (!one.path("type").asText().equals("null")) {
                return resolved(one, root);
            }
        }
        String reference = type.path("$ref").asText();
        return reference.startsWith("#") ? resolved(root.at(reference.substring(1)), root) : type;
    }

    private static String type(JsonNode type, JsonNode root) {
        if (type.has("enum")) {
            return "one of " + plain(type.path("enum"));
        }
        if (plain(type.path("type")).contains("array")) {
            return "list of " + type(resolved(type.path("items"), root), root);
        }
        return type.has("type") ? plain(type.path("type")) : "any";
    }
}
