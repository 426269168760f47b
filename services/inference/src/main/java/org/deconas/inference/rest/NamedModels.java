package org.deconas.inference.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.deconas.inference.models.Models;
import org.deconas.inference.models.PromotedModel;

/** The models by what requests call them. */
@ApplicationScoped
class NamedModels {

    private static final int SOON = 5;

    private final Models models;

    NamedModels(Models models) {
        this.models = models;
    }

    /** @throws ProblemException when there is none yet */
    PromotedModel newest() {
        return models.newest()
                .orElseThrow(() -> ProblemException.passing(
                        503, "There is no model yet; one appears when a search or a training ends", SOON));
    }

    /** @throws ProblemException when there is no such model */
    PromotedModel named(String id) {
        return models.find(id)
                .orElseThrow(() -> new ProblemException(404, "No model '" + id + "'; there are " + ids()));
    }

    /** All models, the newest first. */
    List<PromotedModel> all() {
        return models.newestFirst();
    }

    private String ids() {
        List<PromotedModel> all = all();
        return all.isEmpty() ? "none yet" : all.stream().map(PromotedModel::id).collect(Collectors.joining(", "));
    }
}
