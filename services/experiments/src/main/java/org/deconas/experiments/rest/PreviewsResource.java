package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.deconas.artifacts.ArtifactNotFoundException;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.NetworkQueries;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.TrainingStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Pictures of what networks made of validation images while they were trained. */
@Path("/v1/experiments/{id}/previews")
public class PreviewsResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final String PNG = "image/png";

    /** A digest's content never changes; a viewer's key is not to be needed for it by others. */
    private static final String CACHING = "private, max-age=31536000, immutable";

    private final ExperimentQueries queries;
    private final NetworkQueries networks;
    private final ArtifactStore artifacts;

    PreviewsResource(ExperimentQueries queries, NetworkQueries networks, ArtifactStore artifacts) {
        this.queries = queries;
        this.networks = networks;
        this.artifacts = artifacts;
    }

    /**
     * A picture.
     *
     * @param step training steps that the network had
     * @param psnr luma PSNR on all validation patches then, dB
     * @param url of the PNG
     */
    public record PreviewBody(TrainingStage stage, int candidate, int step, double psnr, String url) {
        static PreviewBody of(NetworkTrained segment) {
            return new PreviewBody(
                    segment.stage(),
                    segment.candidate(),
                    segment.toStep(),
                    segment.validationPsnr(),
                    "/v1/experiments/" + segment.experimentId() + "/previews/"
                            + segment.preview().sha256() + ".png");
        }
    }

    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Pictures of validation images as networks enlarged them while they were trained",
            description =
                    "By stage, candidate and step. On each a row for an image: enlarged by bicubic, by the network, and the original."
                            + " Empty when the experiment's training.previews is 0, as in old ones, or nothing was trained yet.")
    @APIResponse(responseCode = "200", description = "Where the pictures are")
    @APIResponse(responseCode = "404", description = "No such experiment")
    public List<PreviewBody> list(@RestPath String id) {
        return pictured(id).stream()
                .sorted(Comparator.comparing(NetworkTrained::stage)
                        .thenComparingInt(NetworkTrained::candidate)
                        .thenComparingInt(NetworkTrained::toStep))
                .map(PreviewBody::of)
                .toList();
    }

    @GET
    @Blocking
    @Path("/{sha256}.png")
    @Produces(PNG)
    @Operation(summary = "One of the pictures")
    @APIResponse(responseCode = "200", description = "A PNG")
    @APIResponse(
            responseCode = "404",
            description = "The experiment has no such picture, or it is not in the artifact store")
    public RestResponse<byte[]> picture(@RestPath String id, @RestPath String sha256) throws IOException {
        if (pictured(id).stream()
                .noneMatch(segment -> segment.preview().sha256().equals(sha256))) {
            throw new ProblemException(
                    404,
                    "Experiment '" + id + "' has no picture '" + sha256 + "'; GET /v1/experiments/" + id
                            + "/previews lists them");
        }
        try (InputStream content = artifacts.open(sha256)) {
            return RestResponse.ResponseBuilder.ok(content.readAllBytes())
                    .header("Cache-Control", CACHING)
                    .build();
        } catch (ArtifactNotFoundException e) {
            throw new ProblemException(
                    404,
                    "Picture " + sha256 + " of experiment '" + id
                            + "' is not in the artifact store; export it with --artifacts all where it ran");
        }
    }

    private List<NetworkTrained> pictured(String id) {
        if (queries.experiment(id).await().atMost(LOOK_LIMIT) == null) {
            throw ProblemException.unknownExperiment(id);
        }
        return networks.segments(id).await().atMost(LOOK_LIMIT).stream()
                .filter(segment -> segment.preview() != null)
                .toList();
    }
}
