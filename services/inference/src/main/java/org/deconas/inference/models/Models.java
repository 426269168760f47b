package org.deconas.inference.models;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The models that the log told of or that are on disk, each in a state of its life. */
@ApplicationScoped
public class Models {

    private static final Comparator<ModelLife> SERVING_THEN_NEWEST_FIRST = Comparator.comparing(
                    (ModelLife life) -> life.served().isEmpty())
            .thenComparing(ModelLife::announcement, Announcement.NEWEST_FIRST);

    private final Map<String, ModelLife> byId = new ConcurrentHashMap<>();

    /** The model that serves who asks for none: the newest that was trained. One that was imported serves who asks for it. */
    public Optional<PromotedModel> newest() {
        return serving().filter(model -> model.descriptor().isTrained()).min(PromotedModel.NEWEST_FIRST);
    }

    /** The models that can be asked for, the newest first. */
    public List<PromotedModel> newestFirst() {
        return serving().sorted(PromotedModel.NEWEST_FIRST).toList();
    }

    /** The model that can be asked for and whose archive has that SHA-256. */
    public Optional<PromotedModel> ofDigest(String sha256) {
        return serving()
                .filter(model -> model.digest().equalsIgnoreCase(sha256))
                .min(PromotedModel.NEWEST_FIRST);
    }

    public Optional<ModelLife> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All models: those that can be asked for, the newest first, then the others, the newest first. */
    public List<ModelLife> all() {
        return byId.values().stream().sorted(SERVING_THEN_NEWEST_FIRST).toList();
    }

    private Stream<PromotedModel> serving() {
        return byId.values().stream().flatMap(life -> life.served().stream());
    }

    /** Serves what is on disk. */
    public void add(ModelLife.Serving found) {
        byId.put(found.announcement().id(), found);
    }

    /** Serves what is on disk, unless something of its id is known meanwhile. */
    void addUnknown(ModelLife.Serving found) {
        byId.putIfAbsent(found.announcement().id(), found);
    }

    /** Takes what the log tells; gives what is to be fetched then, if anything. */
    Optional<ModelLife.Fetching> announce(Announcement announcement) {
        ModelLife life = byId.compute(
                announcement.id(),
                (id, known) -> known == null ? new ModelLife.Announced(announcement) : known.announced(announcement));
        return life instanceof ModelLife.Fetching fetching && fetching.wanted().equals(announcement)
                ? Optional.of(fetching)
                : Optional.empty();
    }

    /** Goes on in a life, unless it has gone on otherwise meanwhile. */
    void become(ModelLife from, ModelLife to) {
        byId.replace(to.announcement().id(), from, to);
    }
}
