package org.deconas.inference.models;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The models that can be asked for. */
@ApplicationScoped
public class Models {

    private final Map<String, PromotedModel> byId = new ConcurrentHashMap<>();

    /** The model that serves who asks for none. */
    public Optional<PromotedModel> newest() {
        return byId.values().stream().min(PromotedModel.NEWEST_FIRST);
    }

    public Optional<PromotedModel> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All models, the newest first. */
    public List<PromotedModel> newestFirst() {
        return byId.values().stream().sorted(PromotedModel.NEWEST_FIRST).toList();
    }

    /** Serves a model, in place of an older one of its id, which is given back. */
    Optional<PromotedModel> add(PromotedModel model) {
        return Optional.ofNullable(byId.put(model.id(), model));
    }

    /** Serves a model no longer. */
    void remove(PromotedModel model) {
        byId.remove(model.id(), model);
    }
}
