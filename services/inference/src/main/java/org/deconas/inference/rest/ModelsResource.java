package org.deconas.inference.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.deconas.artifacts.ArtifactNotFoundException;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.inference.models.PromotedModel;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The models, and which of them can be asked for. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

    private static final String ZIP = "application/zip";
    private static final String NOT_SERVING =
            "The model does not serve: it is being fetched, as Retry-After says, or cannot be had; detail says why";

    private final NamedModels models;
    private final ArtifactStore store;

    ModelsResource(NamedModels models, ArtifactStore artifacts) {
        this.models = models;
        this.store = artifacts;
    }

    /** All models. */
    @GET
    @Operation(
            operationId = "listModels",
            summary = "List the models",
            description =
                    "Those that serve, the newest first; the newest that was trained here is the default. Then those that do not"
                            + " serve (yet), with the reason.")
    public List<ModelDescription> list() {
        return models.all();
    }

    /** One model. */
    @GET
    @Path("/{id}")
    @Operation(operationId = "getModel", summary = "Describe a model")
    @APIResponse(
            responseCode = "200",
            description = "What is known of the model",
            content = @Content(schema = @Schema(implementation = ModelDescription.class)))
    @APIResponse(responseCode = "404", description = "No model has that id")
    @APIResponse(responseCode = "503", description = NOT_SERVING)
    public ModelDescription get(@RestPath String id) {
        return models.described(id);
    }

    /** One model's files. */
    @GET
    @Path("/{id}/saved-model")
    @Produces(ZIP)
    @Operation(
            operationId = "getSavedModel",
            summary = "Download a model",
            description =
                    "A ZIP archive of the TensorFlow SavedModel: signature serving_default, input lr, output sr, float32 NHWC RGB"
                            + " in [0, 1], any height and width.")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "No model has that id, or its archive is no longer stored")
    @APIResponse(responseCode = "503", description = NOT_SERVING)
    public RestResponse<InputStream> savedModel(@RestPath String id) throws IOException {
        PromotedModel model = models.named(id);
        try {
            return RestResponse.ResponseBuilder.ok(store.open(model.digest()), ZIP)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".zip\"")
                    .header(
                            HttpHeaders.CONTENT_LENGTH,
                            model.descriptor().savedModel().size())
                    .build();
        } catch (ArtifactNotFoundException e) {
            throw new ProblemException(404, "The archive of the model '" + id + "' is no longer stored");
        }
    }
}
