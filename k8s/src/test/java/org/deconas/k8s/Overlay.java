package org.deconas.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The mesh as one kind of cluster is given it: what kustomize makes of an overlay. */
enum Overlay {
    LOCAL,
    CPU,
    GPU;

    private static final Map<Overlay, List<JsonNode>> RENDERED = new EnumMap<>(Overlay.class);

    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All its resources. A test that asks is skipped where there is no kustomize. */
    synchronized List<JsonNode> resources() {
        return RENDERED.computeIfAbsent(this, Overlay::render);
    }

    private static List<JsonNode> render(Overlay overlay) {
        List<String> kustomize =
                Command.exists("kubectl") ? List.of("kubectl", "kustomize") : List.of("kustomize", "build");
        assumeTrue(
                Command.exists(kustomize.get(0)), "Skipped: neither kubectl nor kustomize is there to render overlays");
        try {
            Command rendering = Command.run(
                    Path.of("."),
                    "",
                    Stream.concat(kustomize.stream(), Stream.of("overlays/" + overlay.directory()))
                            .toList());
            assertThat(rendering.exitCode()).as("kustomize").isZero();
            YAMLMapper yaml = new YAMLMapper();
            try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(rendering.output())) {
                return documents.readAll();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Those of one kind. */
    List<JsonNode> of(String kind) {
        return resources().stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }

    /** The one of that kind and name. */
    JsonNode one(String kind, String name) {
        return of(kind).stream()
                .filter(resource -> name(resource).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
    }

    /** What runs containers. */
    List<JsonNode> workloads() {
        return Stream.of("Deployment", "StatefulSet")
                .flatMap(kind -> of(kind).stream())
                .toList();
    }

    static String name(JsonNode resource) {
        return resource.path("metadata").path("name").asText();
    }
}
