package org.deconas.inference.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.deconas.imaging.UnreadableImageException;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.BusyException;
import org.deconas.inference.network.Enlargement;
import org.deconas.inference.network.Upscaler;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Enlarges images. */
@Path("/v1/upscale")
public class UpscaleResource {

    private static final Logger LOG = Logger.getLogger(UpscaleResource.class);

    private static final String PNG = "image/png";
    private static final String ACCEPTED = "send the bytes of a PNG, JPEG or BMP image";
    private static final int SOON = 2;

    private final NamedModels models;
    private final Upscaler upscaler;

    UpscaleResource(NamedModels models, Upscaler upscaler) {
        this.models = models;
        this.upscaler = upscaler;
    }

    /**
     * Enlarges one image.
     *
     * @param model the model's id; absent for the newest
     * @param body a PNG, JPEG or BMP file
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(PNG)
    @Operation(
            operationId = "upscale",
            summary = "Enlarge an image",
            description =
                    "Takes the bytes of a PNG, JPEG or BMP image as the body, whatever content type is stated, and gives a"
                            + " PNG image as many times wider and higher as the model's scale says.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "image/jpeg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "image/bmp", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = "application/octet-stream",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The enlarged image",
            headers = {
                @Header(
                        name = "Deconas-Model",
                        description = "The model's id",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = "Deconas-Scale",
                        description = "How many times wider and higher",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = "Deconas-Time",
                        description = "How long the network ran, milliseconds",
                        schema = @Schema(type = SchemaType.INTEGER))
            },
            content = @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "400", description = "The image is empty, truncated or damaged")
    @APIResponse(responseCode = "404", description = "No model has that id")
    @APIResponse(responseCode = "413", description = "The image has too many bytes or pixels")
    @APIResponse(responseCode = "415", description = "The body is no PNG, JPEG or BMP image")
    @APIResponse(
            responseCode = "429",
            description = "Too many requests wait already; Retry-After says when to ask again")
    @APIResponse(
            responseCode = "503",
            description =
                    "There is no model yet, or the named one does not serve; Retry-After says when to ask again, where"
                            + " waiting helps")
    public RestResponse<byte[]> upscale(
            @Parameter(description = "The model's id, as GET /v1/models lists it; the newest model without it")
                    @RestQuery
                    String model,
            byte[] body) {
        ImageHeader header = header(body);
        PromotedModel chosen = model == null || model.isBlank() ? models.newest() : models.named(model);
        requireFits(header, chosen);
        Enlargement enlargement = enlarge(chosen, body);
        return RestResponse.ResponseBuilder.ok(enlargement.png(), PNG)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"enlarged-x" + chosen.scale() + ".png\"")
                .header("Deconas-Model", chosen.id())
                .header("Deconas-Scale", chosen.scale())
                .header("Deconas-Time", enlargement.networkTime().toMillis())
                .build();
    }

    private static ImageHeader header(byte[] body) {
        if (body == null || body.length == 0) {
            throw new ProblemException(400, "The body is empty; " + ACCEPTED);
        }
        try {
            return ImageHeader.of(body)
                    .orElseThrow(() -> new ProblemException(
                            415,
                            "The body is no PNG, JPEG or BMP image: its content says so, not its type; " + ACCEPTED));
        } catch (IOException e) {
            throw new ProblemException(400, "The image's header is truncated or damaged; " + ACCEPTED);
        }
    }

    private void requireFits(ImageHeader image, PromotedModel model) {
        long most = upscaler.maxPixels(model);
        if (image.pixels() > most) {
            throw new ProblemException(
                    413,
                    "The image has " + image.width() + "x" + image.height() + " pixels; this service takes at most "
                            + most + " pixels in all with the model '" + model.id() + "'");
        }
    }

    private Enlargement enlarge(PromotedModel model, byte[] body) {
        try {
            return upscaler.upscale(model, body);
        } catch (UnreadableImageException e) {
            throw new ProblemException(400, e.getMessage());
        } catch (BusyException e) {
            throw ProblemException.passing(429, e.getMessage(), SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.passing(503, "The service is being stopped", SOON);
        } catch (IOException | IllegalStateException | OutOfMemoryError e) {
            LOG.errorf(e, "Image not enlarged: model=%s", model.id());
            throw new ProblemException(
                    500, "The model '" + model.id() + "' failed on this image; the service's log says why");
        }
    }
}
