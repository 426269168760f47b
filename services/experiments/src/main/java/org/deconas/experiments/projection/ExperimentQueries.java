package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.domain.Model;
import org.deconas.experiments.domain.PolicyVersion;
import org.deconas.experiments.domain.TrialState;
import org.deconas.schema.TrialPurpose;
import org.hibernate.reactive.mutiny.Mutiny;

/** What users ask of the read model. */
@ApplicationScoped
public class ExperimentQueries {

    /**
     * A part of a list.
     *
     * @param total how many there are in all
     */
    public record Part<T>(List<T> items, long total) {}

    /**
     * What the search of a round found.
     *
     * @param meanReward of its measured trials, dB
     * @param trials how many these are
     */
    public record RoundReward(int round, double meanReward, long trials) {}

    /**
     * An experiment with what its trials say together.
     *
     * @param winner its model; null before there is one
     */
    public record Overview(
            Experiment experiment, Map<TrialState, Long> trials, List<RoundReward> rounds, Model winner) {

        /** The overview of an experiment that has done nothing yet. */
        public static Overview ofNew(Experiment experiment) {
            return new Overview(experiment, counts(List.of()), List.of(), null);
        }
    }

    private final ReadModel readModel;

    ExperimentQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** The experiments that are asked for, in the order that is asked for. */
    public Uni<Part<Experiment>> experiments(ExperimentFilter filter, int limit, int offset) {
        return readModel.read(session -> filter.select(session, "", filter.order(), Experiment.class)
                .setMaxResults(limit)
                .setFirstResult(offset)
                .getResultList()
                .chain(items -> filter.select(session, "select count(*)", "", Long.class)
                        .getSingleResult()
                        .map(total -> new Part<>(items, total))));
    }

    /** Whether there was an experiment of that id, and was deleted. */
    public Uni<Boolean> isDeleted(String id) {
        return readModel.read(session ->
                session.find(Experiment.class, id).map(experiment -> experiment != null && experiment.isDeleted()));
    }

    /** An experiment; null when nobody requested it. */
    public Uni<Experiment> experiment(String id) {
        return readModel.read(session -> requested(session, id));
    }

    /** An experiment with what is known of it; null when nobody requested it. */
    public Uni<Overview> overview(String id) {
        return readModel.read(session -> requested(session, id)
                .onItem()
                .ifNotNull()
                .transformToUni(experiment -> trialCounts(session, id)
                        .chain(trials -> rounds(session, id)
                                .chain(rounds -> winner(session, experiment)
                                        .map(winner -> new Overview(experiment, trials, rounds, winner))))));
    }

    /** How many events of an experiment the read model has. */
    public Uni<Long> events(String id) {
        return readModel.read(session -> session.createSelectionQuery(
                        "select count(*) from LoggedEvent where experimentId = :id", Long.class)
                .setParameter("id", id)
                .getSingleResult());
    }

    /** The policies of an experiment, oldest first. */
    public Uni<Part<PolicyVersion>> policies(String experimentId, int limit, int offset) {
        return readModel.read(session -> part(
                session,
                PolicyVersion.class,
                "from PolicyVersion where experimentId = :id",
                "order by version",
                experimentId,
                limit,
                offset));
    }

    private static <T> Uni<Part<T>> part(
            Mutiny.Session session, Class<T> type, String from, String order, String id, int limit, int offset) {
        var items = session.createSelectionQuery(from + " " + order, type)
                .setMaxResults(limit)
                .setFirstResult(offset);
        var count = session.createSelectionQuery("select count(*) " + from, Long.class);
        items.setParameter("id", id);
        count.setParameter("id", id);
        return items.getResultList().chain(found -> count.getSingleResult().map(total -> new Part<>(found, total)));
    }

    private static Uni<Experiment> requested(Mutiny.Session session, String id) {
        return session.find(Experiment.class, id)
                .map(experiment -> experiment != null && experiment.isRequested() ? experiment : null);
    }

    private static Uni<Map<TrialState, Long>> trialCounts(Mutiny.Session session, String id) {
        return session.createSelectionQuery(
                        "select state, count(*) from Trial where experimentId = :id group by state", Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(ExperimentQueries::counts);
    }

    private static Map<TrialState, Long> counts(List<Object[]> rows) {
        Map<TrialState, Long> counts = new EnumMap<>(TrialState.class);
        for (TrialState state : TrialState.values()) {
            counts.put(state, 0L);
        }
        rows.forEach(row -> counts.put((TrialState) row[0], (Long) row[1]));
        return counts;
    }

    private static Uni<List<RoundReward>> rounds(Mutiny.Session session, String id) {
        return session.createSelectionQuery(
                        "select round, avg(reward), count(reward) from Trial where experimentId = :id"
                                + " and purpose = :purpose and reward is not null group by round order by round",
                        Object[].class)
                .setParameter("id", id)
                .setParameter("purpose", TrialPurpose.REINFORCE)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new RoundReward((Integer) row[0], (Double) row[1], (Long) row[2]))
                        .toList());
    }

    private static Uni<Model> winner(Mutiny.Session session, Experiment experiment) {
        return experiment.modelId() == null
                ? Uni.createFrom().nullItem()
                : session.find(Model.class, experiment.modelId());
    }
}
