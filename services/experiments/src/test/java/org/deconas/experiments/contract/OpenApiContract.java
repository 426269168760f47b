package org.deconas.experiments.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/**
 * Holds every answer that a test gets against the OpenAPI document that the service shows: the path, the method, the status, the media type,
 * and that a JSON body has what the schema says and nothing else.
 */
final class OpenApiContract implements Filter {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DOCUMENT = "/q/openapi";

    private JsonNode document; // null until the first answer: before it nobody knows where the service is

    OpenApiContract() {}

    OpenApiContract(String document) {
        this.document = closed(json(document));
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        Response answer = context.next(request, response);
        String path = URI.create(request.getURI()).getPath().replaceFirst("/$", "");
        if (path.startsWith("/v1/")) {
            if (document == null) {
                document = closed(json(RestAssured.given()
                        .accept("application/json")
                        .noFilters()
                        .get(DOCUMENT)
                        .asString()));
            }
            check(request.getMethod(), path, answer.statusCode(), answer.contentType(), answer::asString);
        }
        return answer;
    }

    void check(String method, String path, int status, String contentType, java.util.function.Supplier<String> body) {
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isEmpty()) {
            // What is nowhere is answered with a problem all the same
            requireValid(method + " " + path, Map.of("$ref", "#/components/schemas/Problem"), body.get());
            return;
        }
        String what = method + " " + path + " " + status;
        JsonNode responses = operation.get().get("responses");
        JsonNode documented = responses.has(Integer.toString(status))
                ? responses.get(Integer.toString(status))
                : status >= 400 ? responses.get("default") : null;
        Assertions.assertNotNull(documented, what + ": the status is not documented");
        String mediaType = contentType == null ? "" : contentType.split(";")[0].strip();
        JsonNode content = documented.path("content");
        if (mediaType.isEmpty()) {
            return;
        }
        Assertions.assertTrue(
                content.has(mediaType), what + ": " + mediaType + " is not documented, but only " + names(content));
        if (mediaType.endsWith("json")) {
            requireValid(what, content.get(mediaType).get("schema"), body.get());
        }
    }

    private void requireValid(String what, Object schema, String body) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.setAll((ObjectNode) MAPPER.valueToTree(schema));
        whole.set("components", document.get("components"));
        Set<ValidationMessage> faults = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(whole)
                .validate(json(body));
        Assertions.assertTrue(faults.isEmpty(), () -> what + ": " + faults + " in " + body);
    }

    private Optional<JsonNode> operation(String method, String path) {
        // A path without parameters goes before one with them
        return document.get("paths").properties().stream()
                .filter(template -> matches(template.getKey(), path))
                .min(java.util.Comparator.comparing(
                        template -> template.getKey().contains("{")))
                .map(template -> template.getValue().get(method.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(String template, String path) {
        String pattern = java.util.Arrays.stream(template.split("/", -1))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/"));
        return path.matches(pattern);
    }

    /** An object of the document has the fields that it says, and no others. */
    private static JsonNode closed(JsonNode document) {
        document.at("/components/schemas").forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return document;
    }

    private static String names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
