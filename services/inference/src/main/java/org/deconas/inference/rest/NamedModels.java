package org.deconas.inference.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deconas.inference.models.ImportedModels;
import org.deconas.inference.models.ModelLife;
import org.deconas.inference.models.Models;
import org.deconas.inference.models.PromotedModel;

/** The models by what requests call them. */
@ApplicationScoped
class NamedModels {

    private static final int SOON = 5;

    /** Before the digest of a model's archive, by which a request may pin it. */
    private static final String DIGEST = "sha256:";

    private final Models models;
    private final ImportedModels imported;

    NamedModels(Models models, ImportedModels imported) {
        this.models = models;
        this.imported = imported;
    }

    /** @throws ProblemException when none serves yet */
    PromotedModel newest() {
        return models.newest().orElseThrow(() -> ProblemException.passing(503, whyNone(), SOON));
    }

    private String whyNone() {
        if (models.all().isEmpty()) {
            return "There is no model yet; one appears when a search or a training ends";
        }
        return models.newestFirst().isEmpty()
                ? "No model serves; GET /v1/models says why"
                : "No model serves that was trained here, and one that was imported only who names it; there are "
                        + ids();
    }

    /**
     * @param name a model's id, or {@code sha256:} and the digest of its archive
     * @throws ProblemException when there is no such model, or it does not serve
     */
    PromotedModel named(String name) {
        return name.startsWith(DIGEST) ? pinned(name.substring(DIGEST.length())) : serving(life(name));
    }

    private PromotedModel pinned(String digest) {
        return models.ofDigest(digest)
                .or(() -> {
                    imported.look();
                    return models.ofDigest(digest);
                })
                .orElseThrow(() -> new ProblemException(
                        404, "No model that serves has the digest '" + digest + "'; GET /v1/models lists them"));
    }

    /** @throws ProblemException when there is no such model, or it does not serve */
    ModelDescription described(String id) {
        ModelLife life = life(id);
        return ModelDescription.of(life, models.newest().equals(Optional.of(serving(life))));
    }

    /** All models: those that serve, the newest first, then the others. */
    List<ModelDescription> all() {
        imported.look();
        Optional<PromotedModel> newest = models.newest();
        return models.all().stream()
                .map(life -> ModelDescription.of(
                        life, newest.isPresent() && life.served().equals(newest)))
                .toList();
    }

    private ModelLife life(String id) {
        return models.find(id)
                .or(() -> {
                    imported.look();
                    return models.find(id);
                })
                .orElseThrow(() -> new ProblemException(404, "No model '" + id + "'; there are " + ids()));
    }

    private static PromotedModel serving(ModelLife life) {
        String id = life.announcement().id();
        return life.served()
                .orElseThrow(() -> life.reason()
                        .map(reason -> new ProblemException(503, "The model '" + id + "' does not serve: " + reason))
                        .orElseGet(() -> ProblemException.passing(
                                503, "The model '" + id + "' is being fetched; ask again", SOON)));
    }

    private String ids() {
        List<PromotedModel> all = models.newestFirst();
        return all.isEmpty() ? "none yet" : all.stream().map(PromotedModel::id).collect(Collectors.joining(", "));
    }
}
