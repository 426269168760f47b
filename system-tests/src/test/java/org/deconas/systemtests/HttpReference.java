package org.deconas.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The HTTP interfaces as a document, from what each service's build says of it in OpenAPI. */
final class HttpReference {

    private static final List<String> SERVICES = List.of("experiments", "inference");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "head", "patch");

    private HttpReference() {}

    static String markdown() throws IOException {
        StringBuilder text = new StringBuilder(
                "# HTTP\n\nMade from the services' own OpenAPI documents (`/q/openapi`, where bodies are"
                        + " described as well); a test holds it to them.\n");
        for (String service : SERVICES) {
            JsonNode document = new ObjectMapper()
                    .readTree(Path.of("../services", service, "target/openapi/openapi.json")
                            .toFile());
            text.append("\n## ")
                    .append(document.path("info").path("title").asText())
                    .append("\n\n");
            text.append(document.path("info").path("description").asText().strip())
                    .append("\n");
            for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
                for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                    if (METHODS.contains(operation.getKey())) {
                        operation(text, operation.getKey(), path.getKey(), path.getValue(), operation.getValue());
                    }
                }
            }
        }
        return text.toString();
    }

    private static void operation(StringBuilder text, String method, String path, JsonNode shared, JsonNode operation) {
        text.append("\n### ")
                .append(method.toUpperCase(Locale.ROOT))
                .append(" ")
                .append(path)
                .append("\n");
        for (String sentence : List.of("summary", "description")) {
            if (operation.has(sentence)) {
                text.append("\n")
                        .append(line(operation.path(sentence).asText()))
                        .append("\n");
            }
        }
        if (shared.path("parameters").size() + operation.path("parameters").size() > 0) {
            text.append("\n| parameter | in | |\n| --- | --- | --- |\n");
            shared.path("parameters").forEach(parameter -> parameter(text, parameter));
            operation.path("parameters").forEach(parameter -> parameter(text, parameter));
        }
        text.append("\n| answer | |\n| --- | --- |\n");
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            text.append("| ").append(response.getKey()).append(" | ");
            text.append(line(response.getValue().path("description").asText())).append(" |\n");
        }
    }

    private static void parameter(StringBuilder text, JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        text.append("| `").append(parameter.path("name").asText()).append("` | ");
        text.append(parameter.path("in").asText())
                .append(" | ")
                .append(line(parameter.path("description").asText()));
        if (schema.has("default")) {
            text.append(" Default: `").append(schema.path("default").asText()).append("`.");
        }
        text.append(" |\n");
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
