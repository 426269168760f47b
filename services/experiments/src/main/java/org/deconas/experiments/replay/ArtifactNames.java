package org.deconas.experiments.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.EventCodec;

/** Finds the blobs that an event names, whatever its kind: objects of a digest and a size. */
final class ArtifactNames {

    private ArtifactNames() {}

    static Set<ArtifactReference> in(String body) throws JsonProcessingException {
        Set<ArtifactReference> found = new LinkedHashSet<>();
        collect(EventCodec.mapper().readTree(body), found);
        return found;
    }

    private static void collect(JsonNode node, Set<ArtifactReference> found) {
        if (node.path("sha256").isTextual() && node.path("size").isIntegralNumber()) {
            found.add(new ArtifactReference(
                    node.path("sha256").textValue(), node.path("size").longValue()));
        }
        node.forEach(child -> collect(child, found));
    }
}
