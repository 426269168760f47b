package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the models that are served. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the models that are served.")
final class Models implements Callable<Integer> {

    private static final String ROW = "%-16s %-8s %-6s %11s %12s %12s  %s%n";

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        JsonNode models = MeshClients.inference(common.home()).models();
        if (common.json()) {
            common.print(models);
            return 0;
        }
        common.out().printf(ROW, "ID", "DEFAULT", "SCALE", "PARAMETERS", "VALIDATION", "BICUBIC", "SEQUENCE");
        for (JsonNode model : models) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            ROW,
                            model.path("id").asText(),
                            model.path("default").asBoolean() ? "yes" : "",
                            "x" + model.path("scale").asText(),
                            String.format(
                                    Locale.ROOT, "%,d", model.path("parameters").asLong()),
                            decibel(model.path("validationPsnr").asDouble()),
                            decibel(model.path("bicubicPsnr").asDouble()),
                            model.path("sequence").asText());
        }
        common.out().flush();
        return 0;
    }

    private static String decibel(double value) {
        return String.format(Locale.ROOT, "%.2f dB", value);
    }
}
