package org.deconas.experiments.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/**
 * What the OpenAPI document says of all operations alike: every error is a problem; an answer has all its fields, and those that may be
 * unknown are null then: all but the primitive components of records.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String PROBLEM = "Problem";

    private static final String REFERENCE = "#/components/schemas/";

    private static final DotName INCLUSION = DotName.createSimple(JsonInclude.class);

    private final IndexView classes;

    public ApiDocument(IndexView classes) {
        this.classes = classes;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema(PROBLEM, problem());
        // Any JSON, not the classes that hold it
        for (String any : List.of("ObjectNode", "JsonNode")) {
            if (document.getComponents().getSchemas().containsKey(any)) {
                document.getComponents().addSchema(any, OASFactory.createSchema());
            }
        }
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> asked = asked(document);
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null && !name.equals(PROBLEM)) {
                Optional<ClassInfo> record = record(name, schema);
                if (!asked.contains(name) && record.isPresent() && !record.get().hasDeclaredAnnotation(INCLUSION)) {
                    schema.setRequired(List.copyOf(schema.getProperties().keySet()));
                }
                propertiesMayBeNull(schema, record);
            }
        });
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(ApiDocument::errorsAreProblems);
    }

    private static void errorsAreProblems(Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(problemContent());
            }
        });
        APIResponse other = OASFactory.createAPIResponse().description("What is wrong, and what would be right");
        operation.getResponses().addAPIResponse("default", other.content(problemContent()));
    }

    private static Content problemContent() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM)));
    }

    /** As {@link Problem} is written. */
    private static Schema problem() {
        Schema fault = object().addProperty("key", text("The field or setting, as reward.penalty-weight"))
                .addProperty("message", text("What it is, and what would be right"));
        return object().description("An error (RFC 9457)")
                .addProperty("type", text("Always about:blank: the status says what kind of problem it is"))
                .addProperty("title", text("The status in words"))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text("One line: what is wrong and what would be right"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .items(fault)
                                .description("Each field and setting that is wrong"))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(SchemaType.OBJECT);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }

    /** The schemas of what requests say, where a field may be left out. */
    private static Set<String> asked(OpenAPI document) {
        Set<String> names = new HashSet<>();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .map(Operation::getRequestBody)
                .filter(body -> body != null && body.getContent() != null)
                .flatMap(body -> body.getContent().getMediaTypes().values().stream())
                .forEach(type ->
                        collect(type.getSchema(), document.getComponents().getSchemas(), names));
        return names;
    }

    private static void collect(Schema schema, Map<String, Schema> all, Set<String> names) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(REFERENCE.length());
            if (names.add(name)) {
                collect(all.get(name), all, names);
            }
            return;
        }
        collect(schema.getItems(), all, names);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collect(property, all, names));
        }
    }

    /** The record that a schema is of: its name begins that of the schema, which goes on with what a generic one holds. */
    private Optional<ClassInfo> record(String name, Schema schema) {
        return classes.getKnownClasses().stream()
                .filter(known -> known.isRecord() && name.startsWith(known.simpleName()))
                .filter(known -> known.recordComponents().stream()
                        .map(RecordComponentInfo::name)
                        .collect(Collectors.toSet())
                        .equals(schema.getProperties().keySet()))
                .findFirst();
    }

    private static void propertiesMayBeNull(Schema schema, Optional<ClassInfo> record) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        schema.getProperties()
                .forEach((name, property) ->
                        properties.put(name, isPrimitive(record, name) ? property : orNull(property)));
        schema.setProperties(properties);
    }

    private static boolean isPrimitive(Optional<ClassInfo> record, String component) {
        return record.isPresent()
                && record.get().recordComponent(component).type().kind() == Type.Kind.PRIMITIVE;
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .description(schema.getDescription())
                    .addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
                    .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        }
        if (schema.getType() != null && !schema.getType().contains(SchemaType.NULL)) {
            schema.addType(SchemaType.NULL);
        }
        return schema;
    }
}
