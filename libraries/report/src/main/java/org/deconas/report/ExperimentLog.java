package org.deconas.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrainingStage;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/** What the log says of one experiment. The order of its events does not matter. */
public final class ExperimentLog {

    private static final Comparator<TrialEnded> BY_PLACE = Comparator.comparingInt(TrialEnded::round)
            .thenComparingInt(TrialEnded::update)
            .thenComparingInt(TrialEnded::index);

    private final ExperimentRequested request;
    private final Settings settings;
    private final List<Event> events;

    private ExperimentLog(ExperimentRequested request, Settings settings, List<Event> events) {
        this.request = request;
        this.settings = settings;
        this.events = events;
    }

    /**
     * @param settings as they stand in the request's JSON
     * @param events all of one experiment, each once
     * @throws IllegalArgumentException when the request is not among them
     */
    public static ExperimentLog of(JsonNode settings, Collection<? extends Event> events) {
        List<Event> all = List.copyOf(events);
        ExperimentRequested request = first(all, ExperimentRequested.class)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "The events of experiment "
                                        + all.stream()
                                                .map(Event::experimentId)
                                                .findFirst()
                                                .orElse("(none)")
                                        + " do not begin with its request; give its whole log, as 'deconas watch ID --json' prints it"));
        return new ExperimentLog(request, Settings.of(settings), all);
    }

    public String id() {
        return request.experimentId();
    }

    public String name() {
        return request.name();
    }

    public long seed() {
        return request.settings().seed();
    }

    /** How its architectures are sampled: {@code reinforce} or {@code random}. */
    public String strategy() {
        return settings.strategy();
    }

    /** All settings by dotted key. */
    public Settings settings() {
        return settings;
    }

    public ExperimentSettings.Network network() {
        return request.settings().network();
    }

    /** What a network is worth. */
    public ExperimentSettings.Reward reward() {
        return request.settings().reward();
    }

    /** Steps from scratch after which finalists are compared. */
    public int finalistSteps() {
        return request.settings().training().finalistSteps();
    }

    /** The measured trials of that purpose, by round, update and index. */
    public List<RewardMeasured> rewards(TrialPurpose purpose) {
        return ended(purpose).stream()
                .filter(RewardMeasured.class::isInstance)
                .map(RewardMeasured.class::cast)
                .toList();
    }

    /** The trials of that purpose, measured or failed, by round, update and index. */
    public List<TrialEnded> ended(TrialPurpose purpose) {
        return all(TrialEnded.class)
                .filter(trial -> trial.purpose() == purpose)
                .sorted(BY_PLACE)
                .toList();
    }

    /** The policies by version, from version 0. */
    public List<PolicyUpdated> policies() {
        return all(PolicyUpdated.class)
                .sorted(Comparator.comparingLong(PolicyUpdated::version))
                .toList();
    }

    /** Finalists at the end of their stage, by candidate. */
    public List<NetworkTrained> finalists() {
        return all(NetworkTrained.class)
                .filter(network -> network.stage() == TrainingStage.FINALIST && network.toStep() == finalistSteps())
                .sorted(Comparator.comparingInt(NetworkTrained::candidate))
                .toList();
    }

    /** The winner's model. */
    public Optional<ModelTrained> model() {
        return first(events, ModelTrained.class);
    }

    /** How it ended, if it has. */
    public Optional<ExperimentEnded.Outcome> outcome() {
        return first(events, ExperimentEnded.class).map(ExperimentEnded::outcome);
    }

    private <T> Stream<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static <T> Optional<T> first(List<Event> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
