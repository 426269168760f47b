package org.deconas.experiments.projection;

import java.util.Locale;
import java.util.Set;
import org.deconas.experiments.domain.ExperimentState;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Which experiments, and in which order. What is not known yet of an experiment is last in every order.
 *
 * @param states where they are in their lives; empty for all
 * @param profile empty for all
 * @param text what their names contain, in small letters or capitals; empty for all
 * @param by what they are sorted by; those that are equal in it by their ids
 */
public record ExperimentFilter(
        Set<ExperimentState> states, String profile, String text, SortKey by, boolean descending) {

    private static final String FROM = "from Experiment where requestedAt is not null"
            + " and (:anyState = true or listedState in (:states))"
            + " and (:profile = '' or profile = :profile)"
            + " and locate(:text, lower(name)) > 0";

    /** What experiments can be sorted by. */
    public enum SortKey {
        REQUESTED_AT("requestedAt"),
        ENDED_AT("endedAt"),
        NAME("name"),
        BEST_REWARD("bestReward");

        private final String field;

        SortKey(String field) {
            this.field = field;
        }

        /** As users call it. */
        public String field() {
            return field;
        }
    }

    String order() {
        return " order by " + by.field() + (descending ? " desc" : " asc") + " nulls last, id";
    }

    <T> Mutiny.SelectionQuery<T> select(Mutiny.Session session, String what, String order, Class<T> type) {
        return session.createSelectionQuery(what + " " + FROM + order, type)
                .setParameter("anyState", states.isEmpty())
                .setParameter("states", states.isEmpty() ? Set.of(ExperimentState.REQUESTED) : states)
                .setParameter("profile", profile)
                .setParameter("text", text.toLowerCase(Locale.ROOT));
    }
}
