package org.deconas.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicyOptions;
import org.deconas.controller.Reinforce;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.BestCheckpoint;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PolicyBaseline;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.SearchStrategy;
import org.deconas.schema.Seeds;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialPurpose;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.SearchSpace;

/** Stands in for trainers and the policy service: answers each event at once with made-up but repeatable figures. */
final class AnsweringStandIn implements PolicyStore {

    private final Map<Long, Integer> measured = new HashMap<>(); // trials answered, by policy version
    private final ExperimentSettings settings;

    AnsweringStandIn(ExperimentSettings settings) {
        this.settings = settings;
    }

    /** The snapshot's name decides the policy, so that each version samples differently. */
    @Override
    public Reinforce load(ArtifactReference snapshot) {
        return Reinforce.startingFrom(Policy.initial(
                new SearchSpace(settings.network().cells()),
                PolicyOptions.PUBLISHED,
                Seeds.stream(snapshot.sha256().hashCode(), "policy")));
    }

    @Override
    public ArtifactReference store(Reinforce learner) {
        throw new UnsupportedOperationException("A sampler stores no policy");
    }

    List<Event> answer(Event event) {
        List<Event> answers = new ArrayList<>();
        String id = event.experimentId();
        if (event instanceof ExperimentRequested) {
            answers.add(policy(id, 0));
        } else if (event instanceof SharedTrainingRequested request) {
            answers.add(new SharedWeightsPublished(
                    id, request.workId(), request.round(), request.lane(), blob(request.workId()), 0.1));
        } else if (event instanceof ArchitectureSampled trial) {
            int ones = trial.sequence().replaceAll("[^1]", "").length();
            answers.add(trial.measured(
                    30 + ones,
                    SearchSettings.complexity(settings, trial.sequence()).penalty(),
                    SearchSettings.reward(settings, trial.sequence(), 30 + ones)));
            if (trial.purpose() == TrialPurpose.REINFORCE
                    && measured.merge(trial.policyVersion(), 1, Integer::sum)
                            == settings.search().trialsPerUpdate()) {
                answers.add(policy(id, trial.policyVersion() + 1));
            }
        } else if (event instanceof NetworkTrainingRequested request) {
            answers.add(new NetworkTrained(
                    id,
                    request.workId(),
                    request.networkId(),
                    request.stage(),
                    request.candidate(),
                    request.sequence(),
                    request.toStep(),
                    blob(request.workId()),
                    0.1,
                    31 + request.candidate() * 0.1,
                    null,
                    new BestCheckpoint(request.toStep(), 31 + request.candidate() * 0.1, blob(request.workId())),
                    null));
            if (request.export()) {
                answers.add(new ModelTrained(
                        id,
                        id + "-x2",
                        request.sequence(),
                        settings.network(),
                        blob("model"),
                        request.toStep(),
                        33,
                        30,
                        9,
                        9));
            }
        }
        return answers;
    }

    private static PolicyUpdated policy(String id, long version) {
        return new PolicyUpdated(
                id,
                version,
                0,
                0,
                List.of(),
                blob("parameters" + version).sha256(),
                blob("policy" + version),
                0,
                0,
                0,
                0);
    }

    private static ArtifactReference blob(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return new ArtifactReference(HexFormat.of().formatHex(digest), content.length());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A small search: 3 rounds of 5 steps, the first a warm-up, 2 updates of 3 trials, 4 candidates, 2 finalists. */
    static ExperimentSettings settings(int lanes) {
        return settings(lanes, SearchStrategy.REINFORCE);
    }

    static ExperimentSettings settings(int lanes, SearchStrategy strategy) {
        return new ExperimentSettings(
                7,
                new ExperimentSettings.Network(8, 1, 2, 2, true, false, NetworkPrecision.FLOAT32),
                new ExperimentSettings.Data("/images", null, 0.1, 4, 16),
                new ExperimentSettings.SharedTraining(2, 8, 1e-3, 1000),
                new ExperimentSettings.Search(strategy, 3, 5, 1, 2, 3, 2, 4, 2, lanes),
                new ExperimentSettings.Reward(1, 0.0, 0.0),
                new ExperimentSettings.Policy(1e-2, 0, PolicyBaseline.MOVING_AVERAGE, 0.9, 1, 0, 2, null, null),
                new ExperimentSettings.Training(10, 35, 10, 2, 8, 1e-3, 0.0, 0));
    }

    static <T extends Event> List<T> ofKind(List<Event> log, Class<T> kind) {
        return log.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static Optional<Event> last(List<Event> log) {
        return log.isEmpty() ? Optional.empty() : Optional.of(log.get(log.size() - 1));
    }

    static Architecture architecture(String sequence) {
        return Architecture.parse(new SearchSpace(2), sequence);
    }
}
