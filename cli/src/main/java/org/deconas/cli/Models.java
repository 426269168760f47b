package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the models, and says of those that are not served why. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the models, and says of those that are not served why.")
final class Models implements Callable<Integer> {

    private static final String ROW = "%-16s %-8s %-6s %11s %12s %12s  %s%s%n";
    private static final String STATE = "%-12s ";
    private static final String DECIBEL = "%.2f dB";
    private static final String SERVING = "SERVING";

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        JsonNode models = MeshClients.inference(common.home()).models();
        if (common.json()) {
            common.print(models);
            return 0;
        }
        boolean states = false;
        for (JsonNode model : models) {
            states |= !state(model).equals(SERVING);
        }
        String head = states ? String.format(STATE, "STATE") : "";
        common.out().printf(ROW, "ID", "DEFAULT", "SCALE", "PARAMETERS", "VALIDATION", "BICUBIC", head, "SEQUENCE");
        for (JsonNode model : models) {
            row(model, states ? String.format(STATE, words(state(model))) : "");
        }
        for (JsonNode model : models) {
            if (model.hasNonNull("reason")) {
                common.out().println(whyNot(model));
            }
        }
        common.out().flush();
        return 0;
    }

    private void row(JsonNode model, String state) {
        common.out()
                .printf(
                        Locale.ROOT,
                        ROW,
                        model.path("id").asText(),
                        model.path("default").asBoolean() ? "yes" : "",
                        "x" + model.path("scale").asText(),
                        known(model, "parameters", "%,d", JsonNode::asLong),
                        known(model, "validationPsnr", DECIBEL, JsonNode::asDouble),
                        known(model, "bicubicPsnr", DECIBEL, JsonNode::asDouble),
                        state,
                        model.hasNonNull("imported")
                                ? "imported from "
                                        + model.path("imported").path("file").asText()
                                : model.path("sequence").asText());
    }

    private static String whyNot(JsonNode model) {
        String what = state(model).equals(SERVING)
                ? "a newer " + model.path("id").asText()
                : model.path("id").asText();
        return what + " is not served: " + model.path("reason").asText();
    }

    private static String state(JsonNode model) {
        return model.path("state").asText(SERVING);
    }

    private static String words(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Nothing is known of a training that was elsewhere. */
    private static String known(JsonNode model, String field, String format, Function<JsonNode, Object> value) {
        return model.hasNonNull(field) ? String.format(Locale.ROOT, format, value.apply(model.get(field))) : "-";
    }
}
