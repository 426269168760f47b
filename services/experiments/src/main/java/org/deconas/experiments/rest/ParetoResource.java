package org.deconas.experiments.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.deconas.experiments.domain.Experiment;
import org.deconas.experiments.projection.ExperimentQueries;
import org.deconas.experiments.projection.ExperimentQueries.Overview;
import org.deconas.experiments.projection.SeriesQueries;
import org.deconas.experiments.projection.TrainingQueries;
import org.deconas.report.statistics.ParetoSet;
import org.deconas.schema.ExperimentSettings;
import org.deconas.search.SearchSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What the architectures of an experiment are worth and cost, and which of them nothing else beats. */
@Path("/v1/experiments/{id}/pareto")
@Produces(MediaType.APPLICATION_JSON)
public class ParetoResource {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

    /** For how many experiments the architectures are kept. */
    private static final int KEPT = 16;

    private final ExperimentQueries experiments;
    private final SeriesQueries series;
    private final TrainingQueries training;

    private final Map<String, Made> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made> eldest) {
            return size() > KEPT;
        }
    };

    ParetoResource(ExperimentQueries experiments, SeriesQueries series, TrainingQueries training) {
        this.experiments = experiments;
        this.series = series;
        this.training = training;
    }

    /** How an architecture was measured: PSNR of different kinds cannot be compared. */
    public enum Kind {
        /** With shared weights on the patches of trials, during the search. */
        SEARCH,
        /** With shared weights on all validation patches, at its end. */
        CANDIDATE,
        /** With weights of its own after a short training, on all validation patches. */
        FINALIST,
        /** With weights of its own after the whole training, on all validation patches. */
        WINNER
    }

    /**
     * An architecture.
     *
     * @param psnr dB
     * @param multiplyAdds for an output of 1280x720
     * @param paretoOptimal whether nothing of its kind is cheaper at no lower PSNR, or better at no higher cost
     */
    public record Point(Kind kind, String sequence, double psnr, long multiplyAdds, boolean paretoOptimal) {}

    /**
     * The architectures of an experiment.
     *
     * @param architectures how many were measured, of each kind; the Pareto set and some of the others are listed
     */
    public record Pareto(Map<Kind, Integer> architectures, List<Point> points) {}

    /** @param state of the log: the id of the experiment's newest event */
    private record Made(String state, FutureTask<Map<Kind, List<Measured>>> all) {}

    private record Measured(String sequence, double psnr, long multiplyAdds) {}

    @GET
    @Blocking
    @Operation(
            summary = "PSNR against multiply-adds of the architectures, and the Pareto set of each kind",
            description =
                    "All of the Pareto sets, and at most 'others' of the rest of each kind, evenly spread over PSNR.")
    public Pareto pareto(@RestPath String id, @RestQuery @DefaultValue("500") String others) {
        int most = PageRequest.number("others", others, 0, 5_000);
        String state = series.newest(id).await().atMost(LOOK_LIMIT); // before what it is the state of
        Overview overview = experiments.overview(id).await().atMost(LOOK_LIMIT);
        if (overview == null) {
            throw ProblemException.unknownExperiment(id);
        }
        Map<Kind, Integer> counts = new LinkedHashMap<>();
        List<Point> points = new ArrayList<>();
        known(state, overview).forEach((kind, all) -> {
            counts.put(kind, all.size());
            points.addAll(points(kind, all, most));
        });
        return new Pareto(counts, points);
    }

    /** Made once for each state of the experiment's log, for all who look at it. */
    private Map<Kind, List<Measured>> known(String state, Overview overview) {
        String id = overview.experiment().id();
        Made made;
        synchronized (latest) {
            made = latest.get(id);
            if (made == null || !made.state().equals(state)) {
                made = new Made(state, new FutureTask<>(() -> measured(overview)));
                latest.put(id, made);
            }
        }
        made.all().run(); // by the first of them; the others wait
        try {
            return made.all().get();
        } catch (ExecutionException e) {
            synchronized (latest) {
                latest.remove(id, made);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<Kind, List<Measured>> measured(Overview overview) {
        Experiment experiment = overview.experiment();
        ExperimentSettings settings = experiment.settings();
        Map<Kind, List<Measured>> all = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            all.put(kind, new ArrayList<>());
        }
        series.measured(experiment.id())
                .await()
                .atMost(LOOK_LIMIT)
                .forEach(trial -> all.get(
                                switch (trial.purpose()) {
                                    case REINFORCE -> Kind.SEARCH;
                                    case DERIVE -> Kind.CANDIDATE;
                                })
                        .add(measured(settings, trial.sequence(), trial.psnr())));
        training.finalists(experiment.id())
                .await()
                .atMost(LOOK_LIMIT)
                .forEach(last -> all.get(Kind.FINALIST).add(measured(settings, last.sequence(), last.psnr())));
        if (overview.winner() != null) {
            all.get(Kind.WINNER)
                    .add(measured(
                            settings,
                            overview.winner().sequence(),
                            overview.winner().validationPsnr()));
        }
        return all;
    }

    private static Measured measured(ExperimentSettings settings, String sequence, double psnr) {
        return new Measured(
                sequence,
                psnr,
                SearchSettings.complexity(settings, sequence)
                        .multiplyAdds(settings.network().scale()));
    }

    private static List<Point> points(Kind kind, List<Measured> all, int most) {
        Set<Measured> optimal = new HashSet<>(ParetoSet.of(all, Measured::multiplyAdds, Measured::psnr));
        List<Measured> rest = all.stream()
                .filter(one -> !optimal.contains(one))
                .sorted(Comparator.comparingDouble(Measured::psnr))
                .toList();
        List<Point> points = new ArrayList<>();
        int shown = Math.min(most, rest.size());
        IntStream.range(0, shown)
                .mapToObj(i -> rest.get((int) ((long) i * rest.size() / shown)))
                .forEach(one -> points.add(point(kind, one, false)));
        all.stream()
                .filter(optimal::contains)
                .sorted(Comparator.comparingLong(Measured::multiplyAdds))
                .forEach(one -> points.add(point(kind, one, true)));
        return points;
    }

    private static Point point(Kind kind, Measured one, boolean paretoOptimal) {
        return new Point(kind, one.sequence(), one.psnr(), one.multiplyAdds(), paretoOptimal);
    }
}
