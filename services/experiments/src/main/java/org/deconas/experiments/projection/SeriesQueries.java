package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.deconas.experiments.domain.EventId;
import org.deconas.schema.TrialPurpose;
import org.hibernate.reactive.mutiny.Mutiny;

/** An experiment's course as curves: thinned in the database, so that their length does not depend on that of the search. */
@ApplicationScoped
public class SeriesQueries {

    private static final String NEWEST = """
            select (select id from log_epoch), coalesce(max(position), 0)
            from event_log where experiment_id = :id""";

    /** Neighbouring updates share a point where there are more updates than points; means are over trials. */
    private static final String UPDATES = """
            with by_update as (
                select round, update_index, count(*) as trials, avg(reward) as reward, max(reward) as best,
                    avg(psnr) as psnr, avg(penalty) as penalty
                from trial
                where experiment_id = :id and purpose = 'REINFORCE' and reward is not null
                group by round, update_index),
            numbered as (
                select t.*, p.version, p.baseline, p.mean_entropy, p.gradient_norm,
                    row_number() over (order by t.round, t.update_index) as place,
                    count(*) over () as updates
                from by_update t
                left join policy_version p
                    on p.experiment_id = :id and p.round = t.round and p.update_index = t.update_index)
            select max(place), max(round), max(version), cast(sum(trials) as bigint),
                cast(sum(reward * trials) / sum(trials) as double precision), max(best),
                cast(sum(psnr * trials) / sum(trials) as double precision),
                cast(sum(penalty * trials) / sum(trials) as double precision),
                avg(baseline), avg(mean_entropy), avg(gradient_norm), max(updates)
            from numbered
            group by (place - 1) * least(:points, updates) / updates
            order by 1""";

    /** Each architecture as it was measured last: with the shared weights that were trained longest. */
    private static final String MEASURED = """
            select distinct on (purpose, sequence) purpose, sequence, psnr, reward, round
            from trial
            where experiment_id = :id and reward is not null
            order by purpose, sequence, round desc, update_index desc, trial_index desc""";

    /**
     * A policy update, or neighbouring ones: means over their trials.
     *
     * @param update the number of the last of them, from 1
     * @param version of the policy that it gave; null before it is there, and for a search without a policy
     * @param reward mean, dB
     * @param best the highest reward, dB
     * @param psnr mean, dB
     * @param penalty mean, in [0, 1]
     * @param baseline dB; null without a policy
     * @param entropy in nats; null without a policy
     * @param gradientNorm null without a policy
     */
    public record UpdatePoint(
            long update,
            int round,
            Long version,
            long trials,
            double reward,
            double best,
            double psnr,
            double penalty,
            Double baseline,
            Double entropy,
            Double gradientNorm) {}

    /**
     * The updates of a search.
     *
     * @param updates how many there are, in as many points or fewer
     * @param position the id of the experiment's newest event that was known before: where its event stream goes on from
     */
    public record Updates(String position, long updates, List<UpdatePoint> points) {}

    /** An architecture with what it was measured to be worth with shared weights. PSNR and reward in dB. */
    public record MeasuredArchitecture(TrialPurpose purpose, String sequence, double psnr, double reward, int round) {}

    private final ReadModel readModel;

    SeriesQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** The id of an experiment's newest event. */
    public Uni<String> newest(String id) {
        return readModel.read(session -> newest(session, id));
    }

    private static Uni<String> newest(Mutiny.Session session, String id) {
        return session.createNativeQuery(NEWEST, Object[].class)
                .setParameter("id", id)
                .getSingleResult()
                .map(row -> new EventId((String) row[0], (Long) row[1]).toString());
    }

    /**
     * The updates of a search, oldest first.
     *
     * @param points how many at most
     */
    public Uni<Updates> updates(String id, int points) {
        return readModel.read(session -> newest(session, id)
                .chain(position -> session.createNativeQuery(UPDATES, Object[].class)
                        .setParameter("id", id)
                        .setParameter("points", (long) points)
                        .getResultList()
                        .map(rows -> new Updates(
                                position,
                                rows.isEmpty() ? 0 : (Long) rows.get(0)[11],
                                rows.stream().map(SeriesQueries::point).toList()))));
    }

    private static UpdatePoint point(Object[] row) {
        return new UpdatePoint(
                (Long) row[0],
                (Integer) row[1],
                (Long) row[2],
                (Long) row[3],
                (Double) row[4],
                (Double) row[5],
                (Double) row[6],
                (Double) row[7],
                (Double) row[8],
                (Double) row[9],
                (Double) row[10]);
    }

    /** Every architecture that trials measured, once for each purpose. */
    public Uni<List<MeasuredArchitecture>> measured(String id) {
        return readModel.read(session -> session.createNativeQuery(MEASURED, Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new MeasuredArchitecture(
                                TrialPurpose.valueOf((String) row[0]),
                                (String) row[1],
                                (Double) row[2],
                                (Double) row[3],
                                (Integer) row[4]))
                        .toList()));
    }
}
