package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deconas.experiments.domain.Trial;
import org.deconas.experiments.domain.TrialState;
import org.deconas.experiments.projection.ExperimentQueries.Part;
import org.deconas.schema.TrialPurpose;

/** An experiment's trials: some of them, by one of their properties. */
@ApplicationScoped
public class TrialQueries {

    /** What trials can be ordered by. */
    public enum Sort {
        PLACE("round %1$s, update %1$s, index %1$s"),
        REWARD("reward %1$s nulls last"),
        PSNR("psnr %1$s nulls last"),
        PENALTY("penalty %1$s nulls last"),
        STATE("state %1$s"),
        PURPOSE("purpose %1$s");

        private final String order;

        Sort(String order) {
            this.order = order;
        }

        private String order(boolean descending) {
            return order.formatted(descending ? "desc" : "asc");
        }
    }

    /**
     * Which trials, and in which order.
     *
     * @param state null for all
     * @param purpose null for all
     */
    public record Wish(TrialState state, TrialPurpose purpose, Sort sort, boolean descending) {}

    private final ReadModel readModel;

    TrialQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** A part of an experiment's trials. */
    public Uni<Part<Trial>> trials(String experimentId, Wish wish, int limit, int offset) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder from = new StringBuilder("from Trial where experimentId = :id");
        values.put("id", experimentId);
        if (wish.state() != null) {
            from.append(" and state = :state");
            values.put("state", wish.state());
        }
        if (wish.purpose() != null) {
            from.append(" and purpose = :purpose");
            values.put("purpose", wish.purpose());
        }
        String order = " order by " + wish.sort().order(wish.descending()) + ", round, update, index, id";
        return readModel.read(session -> {
            var items = session.createSelectionQuery(from + order, Trial.class)
                    .setMaxResults(limit)
                    .setFirstResult(offset);
            var count = session.createSelectionQuery("select count(*) " + from, Long.class);
            values.forEach((name, value) -> {
                items.setParameter(name, value);
                count.setParameter(name, value);
            });
            return items.getResultList().chain(found -> count.getSingleResult().map(total -> new Part<>(found, total)));
        });
    }
}
