package org.deconas.experiments.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.schema.EventCodec;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrainingFailed;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialFailed;

/** How trainings went, from the log: losses, PSNR, speed. Thinned in the database as {@link SeriesQueries} are. */
@ApplicationScoped
public class TrainingQueries {

    private static final String SEGMENTS = """
            with segment as (
                select body->>'stage' as stage, cast(body->>'candidate' as integer) as candidate,
                    body->>'sequence' as sequence, cast(body->>'toStep' as integer) as step,
                    cast(body->>'meanLoss' as double precision) as loss,
                    cast(body->>'validationPsnr' as double precision) as psnr
                from event_log
                where experiment_id = :id and type = :trained),
            numbered as (
                select *, row_number() over (partition by stage, candidate order by step) as place,
                    count(*) over (partition by stage, candidate) as segments
                from segment)
            select stage, candidate, max(sequence), max(step), avg(loss), max(psnr)
            from numbered
            group by stage, candidate, (place - 1) * least(:points, segments) / segments
            order by stage, candidate, 4""";

    /** Progress does not say which network it is of; the request of its piece of work does. */
    private static final String LOSSES = """
            with piece as (
                select body->>'workId' as work, body->>'stage' as stage,
                    cast(body->>'candidate' as integer) as candidate,
                    body->>'sequence' as sequence
                from event_log
                where experiment_id = :id and type = :requested),
            progress as (
                select p.stage, p.candidate, p.sequence, cast(e.body->>'step' as integer) as step,
                    cast(e.body->>'loss' as double precision) as loss
                from event_log e join piece p on p.work = e.body->>'workId'
                where e.experiment_id = :id and e.type = :progressed),
            numbered as (
                select *, row_number() over (partition by stage, candidate order by step) as place,
                    count(*) over (partition by stage, candidate) as reports
                from progress)
            select stage, candidate, max(sequence), max(step), avg(loss)
            from numbered
            group by stage, candidate, (place - 1) * least(:points, reports) / reports
            order by stage, candidate, 4""";

    private static final String SHARED = """
            select cast(body->>'round' as integer), avg(cast(body->>'meanLoss' as double precision))
            from event_log
            where experiment_id = :id and type = :published
            group by 1 order by 1""";

    private static final String REPORTS = """
            select distinct on (body->>'trainer') body->>'trainer', body->>'workId',
                cast(body->>'stepsPerSecond' as double precision), occurred_at,
                body->>'device', cast(body->>'shareOfPeak' as double precision)
            from event_log
            where experiment_id = :id and type = :progressed
            order by body->>'trainer', position desc""";

    /** By the index event_log_of_work. */
    private static final String ANSWERS = """
            select coalesce(body->>'workId', body->>'trialId'), occurred_at
            from event_log
            where experiment_id = :id and type in (:answers)
                and coalesce(body->>'workId', body->>'trialId')
                    in (select json_array_elements_text(cast(cast(:works as text) as json)))""";

    /** The last segment of each finalist. */
    private static final String FINALISTS = """
            select distinct on (cast(body->>'candidate' as integer)) body->>'stage',
                cast(body->>'candidate' as integer), body->>'sequence', cast(body->>'toStep' as integer),
                cast(body->>'meanLoss' as double precision), cast(body->>'validationPsnr' as double precision)
            from event_log
            where experiment_id = :id and type = :trained and body->>'stage' = 'FINALIST'
            order by 2, 4 desc""";

    private static final List<String> ANSWER_TYPES = Stream.of(
                    RewardMeasured.class,
                    TrialFailed.class,
                    SharedWeightsPublished.class,
                    NetworkTrained.class,
                    TrainingFailed.class)
            .map(EventCodec::type)
            .toList();

    /**
     * A network at a step of its training.
     *
     * @param step done in all
     * @param loss mean absolute error of late, on values in [0, 1]
     * @param psnr luma PSNR on all validation patches, dB, the highest where segments share a point; null where it was not measured
     */
    public record NetworkPoint(
            TrainingStage stage, int candidate, String sequence, int step, double loss, Double psnr) {}

    /** What the shared training of a round came to: mean absolute error over its steps and lanes. */
    public record SharedLoss(int round, double loss) {}

    /**
     * What a trainer last reported of a piece of training.
     *
     * @param stepsPerSecond of late
     * @param device what it computes on; null when an old trainer reported
     * @param shareOfPeak of that device, of late; null when an old trainer reported
     */
    public record Report(
            String trainer, String workId, double stepsPerSecond, Instant at, String device, Double shareOfPeak) {}

    private final ReadModel readModel;

    TrainingQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** Networks after their segments, with PSNR. */
    public Uni<List<NetworkPoint>> segments(String id, int points) {
        return readModel.read(session -> session.createNativeQuery(SEGMENTS, Object[].class)
                .setParameter("id", id)
                .setParameter("trained", EventCodec.type(NetworkTrained.class))
                .setParameter("points", (long) points)
                .getResultList()
                .map(rows ->
                        rows.stream().map(row -> point(row, (Double) row[5])).toList()));
    }

    /** The finalists after their last segments, with PSNR. */
    public Uni<List<NetworkPoint>> finalists(String id) {
        return readModel.read(session -> session.createNativeQuery(FINALISTS, Object[].class)
                .setParameter("id", id)
                .setParameter("trained", EventCodec.type(NetworkTrained.class))
                .getResultList()
                .map(rows ->
                        rows.stream().map(row -> point(row, (Double) row[5])).toList()));
    }

    /** Networks while they are trained, without PSNR. */
    public Uni<List<NetworkPoint>> losses(String id, int points) {
        return readModel.read(session -> session.createNativeQuery(LOSSES, Object[].class)
                .setParameter("id", id)
                .setParameter("requested", EventCodec.type(NetworkTrainingRequested.class))
                .setParameter("progressed", EventCodec.type(TrainingProgressed.class))
                .setParameter("points", (long) points)
                .getResultList()
                .map(rows -> rows.stream().map(row -> point(row, null)).toList()));
    }

    private static NetworkPoint point(Object[] row, Double psnr) {
        return new NetworkPoint(
                TrainingStage.valueOf((String) row[0]),
                (Integer) row[1],
                (String) row[2],
                (Integer) row[3],
                (Double) row[4],
                psnr);
    }

    /** The rounds' shared trainings. */
    public Uni<List<SharedLoss>> shared(String id) {
        return readModel.read(session -> session.createNativeQuery(SHARED, Object[].class)
                .setParameter("id", id)
                .setParameter("published", EventCodec.type(SharedWeightsPublished.class))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new SharedLoss((Integer) row[0], (Double) row[1]))
                        .toList()));
    }

    /** Each trainer's last report. */
    public Uni<List<Report>> reports(String id) {
        return readModel.read(session -> session.createNativeQuery(REPORTS, Object[].class)
                .setParameter("id", id)
                .setParameter("progressed", EventCodec.type(TrainingProgressed.class))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Report(
                                (String) row[0],
                                (String) row[1],
                                (Double) row[2],
                                instant(row[3]),
                                (String) row[4],
                                (Double) row[5]))
                        .toList()));
    }

    /** When these pieces of work were answered, by their ids; those that were not are left out. */
    public Uni<Map<String, Instant>> answers(String id, Set<String> works) {
        if (works.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return readModel.read(session -> session.createNativeQuery(ANSWERS, Object[].class)
                .setParameter("id", id)
                .setParameter("answers", ANSWER_TYPES)
                .setParameter("works", EventCodec.mapper().valueToTree(works).toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (String) row[0], row -> instant(row[1]), (a, b) -> a.isBefore(b) ? a : b))));
    }

    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime at ? at.toInstant() : (Instant) time;
    }
}
