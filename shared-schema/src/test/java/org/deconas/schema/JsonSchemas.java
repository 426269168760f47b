package org.deconas.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.util.Set;

/** JSON Schemas made from the event records. */
final class JsonSchemas {

    /** The only fields that may be absent or null; their records' Javadoc says when. */
    private static final Set<String> OPTIONAL = Set.of(
            "ExperimentRequested.origin",
            "ExperimentEnded.modelId",
            "ExperimentEnded.reason",
            "NetworkTrainingRequested.checkpoint",
            "NetworkTrainingRequested.average",
            "NetworkTrainingRequested.best",
            "NetworkTrained.average",
            "NetworkTrained.best",
            "NetworkTrained.preview",
            "TrainingProgressed.device",
            "TrainingProgressed.shareOfPeak",
            "Network.fusionSearch",
            "Network.precision",
            "Data.validation",
            "Search.strategy",
            "Reward.multiplyAddsTarget",
            "Reward.multiplyAddsExponent",
            "Policy.baseline",
            "Policy.heads",
            "Policy.normalisedAdvantages",
            "Training.averageDecay",
            "Training.previews");

    private final SchemaGenerator generator;

    JsonSchemas() {
        SchemaGeneratorConfigBuilder configuration = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
        configuration.forTypesInGeneral().withPropertySorter((one, other) -> 0); // as in the record
        configuration
                .forFields()
                .withRequiredCheck(field -> !isOptional(field))
                .withNullableCheck(JsonSchemas::isOptional);
        generator = new SchemaGenerator(configuration.build());
    }

    /** The schema of an event's body; its {@code $id} is a URN of the CloudEvents type. */
    ObjectNode of(Class<? extends Event> kind) {
        ObjectNode generated = generator.generateSchema(kind);
        ObjectNode schema = generated.objectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", "urn:" + EventCodec.type(kind).replace('.', ':'));
        schema.put("title", kind.getSimpleName());
        schema.setAll(generated);
        return schema;
    }

    private static boolean isOptional(FieldScope field) {
        return OPTIONAL.contains(
                field.getDeclaringType().getErasedType().getSimpleName() + "." + field.getDeclaredName());
    }
}
