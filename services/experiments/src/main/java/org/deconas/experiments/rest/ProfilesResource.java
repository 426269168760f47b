package org.deconas.experiments.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.deconas.experiments.settings.Profiles;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The named starting points of an experiment's settings. */
@Path("/v1/profiles")
public class ProfilesResource {

    private final Profiles profiles;

    ProfilesResource(Profiles profiles) {
        this.profiles = profiles;
    }

    @GET
    @NonBlocking
    @Operation(
            summary = "The profiles: name to settings",
            description = "All settings but data.images, which an experiment has to be given.")
    public Map<String, ObjectNode> all() {
        return profiles.all();
    }
}
