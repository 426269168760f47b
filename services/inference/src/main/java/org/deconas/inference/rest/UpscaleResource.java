package org.deconas.inference.rest;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CancellationException;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.BusyException;
import org.deconas.inference.network.Client;
import org.deconas.inference.network.Enlargement;
import org.deconas.inference.network.TooLongException;
import org.deconas.inference.network.TooMuchForMemoryException;
import org.deconas.inference.network.Upscaler;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Enlarges images. */
@Path("/v1/upscale")
public class UpscaleResource {

    private static final Logger LOG = Logger.getLogger(UpscaleResource.class);

    private static final String PNG = "image/png";
    private static final int SOON = 2;

    private final Admission admission;
    private final Upscaler upscaler;

    UpscaleResource(Admission admission, Upscaler upscaler) {
        this.admission = admission;
        this.upscaler = upscaler;
    }

    /**
     * Enlarges one image, which is the body.
     *
     * @param body an image file
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces({PNG, "image/jpeg", "image/webp", "image/tiff"})
    @Operation(
            operationId = "upscale",
            summary = "Enlarge an image",
            description = "Takes the bytes of a " + Admission.FORMATS
                    + " image (of GIF the first frame) as the body, whatever"
                    + " content type is stated, and gives an image as many times wider and higher as the model's scale"
                    + " says. 16 bits stay 16 where the format has them, grey stays grey, opacity is enlarged too, the"
                    + " orientation that EXIF asks for is applied, and the colour profile is kept.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "200",
            description = "The enlarged image",
            headers = {
                @Header(
                        name = "Deconas-Model",
                        description = "The model's id",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = "Deconas-Model-Digest",
                        description = "SHA-256 of the model's archive",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = "Deconas-Scale",
                        description = "How many times wider and higher",
                        schema = @Schema(type = SchemaType.INTEGER)),
                @Header(
                        name = "Deconas-Size",
                        description = "Width and height of the answer, as in 640x480",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = "Deconas-Time",
                        description = "How long the network ran, milliseconds",
                        schema = @Schema(type = SchemaType.INTEGER))
            },
            content = @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "400",
            description = "The image is empty, truncated or damaged, or a parameter is wrong")
    @APIResponse(responseCode = "404", description = "No model has that id")
    @APIResponse(responseCode = "406", description = "No format that is written is accepted")
    @APIResponse(responseCode = "413", description = "The image has too many bytes or pixels")
    @APIResponse(responseCode = "415", description = "The body is no image of a kind that is read")
    @APIResponse(
            responseCode = "429",
            description = "Too many requests wait already; Retry-After says when to ask again")
    @APIResponse(
            responseCode = "503",
            description =
                    "There is no model yet, or the named one does not serve; Retry-After says when to ask again, where"
                            + " waiting helps")
    @APIResponse(responseCode = "504", description = "It took longer than a request may take")
    public Response upscale(
            WishParameters parameters,
            byte[] body,
            @Context HttpHeaders headers,
            @Context HttpServerResponse response) {
        Wish wish = Wishes.of(parameters, headers.getAcceptableMediaTypes());
        PromotedModel chosen = admission.model(parameters.model, Admission.header(body), wish);
        Enlargement enlargement = enlarge(chosen, body, wish, response::closed);
        response.endHandler(ended -> enlargement.close());
        response.closeHandler(closed -> enlargement.close());
        Object content = enlargement.inMemory().<Object>map(bytes -> bytes).orElseGet(enlargement::onDisk);
        return EnlargedAnswer.of(
                content,
                wish.format(),
                chosen.id(),
                chosen.digest(),
                wish.factor(chosen.scale()),
                enlargement.enlarged());
    }

    /**
     * Enlarges one image, which is a part of a form.
     *
     * @param image the part
     */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({PNG, "image/jpeg", "image/webp", "image/tiff"})
    @Operation(hidden = true)
    public Response upscaleForm(
            WishParameters parameters,
            @RestForm("image") FileUpload image,
            @Context HttpHeaders headers,
            @Context HttpServerResponse response)
            throws IOException {
        if (image == null) {
            throw new ProblemException(400, "The form has no file 'image'; " + Admission.ACCEPTED);
        }
        byte[] body = Files.readAllBytes(image.uploadedFile());
        return upscale(parameters, body, headers, response);
    }

    private Enlargement enlarge(PromotedModel model, byte[] body, Wish wish, Client client) {
        try {
            return upscaler.upscale(model, body, wish, client);
        } catch (PictureException e) {
            throw Admission.refused(e);
        } catch (BusyException e) {
            throw ProblemException.passing(429, e.getMessage(), SOON);
        } catch (TooLongException e) {
            throw new ProblemException(504, e.getMessage());
        } catch (CancellationException e) {
            throw ProblemException.passing(503, e.getMessage(), SOON);
        } catch (TooMuchForMemoryException e) {
            throw new ProblemException(413, e.getMessage());
        } catch (IOException | IllegalStateException e) {
            LOG.errorf(e, "Image not enlarged: model=%s", model.id());
            throw new ProblemException(
                    500, "The model '" + model.id() + "' failed on this image; the service's log says why");
        }
    }
}
