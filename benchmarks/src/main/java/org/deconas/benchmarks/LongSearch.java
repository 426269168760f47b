package org.deconas.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.controller.Policy;
import org.deconas.controller.PolicySnapshot;
import org.deconas.controller.Reinforce;
import org.deconas.controller.Sample;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.PhaseStarted;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.LogArchive;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;

/**
 * The log of a long search that nobody made: architectures drawn at random, rewards that rise with noise, a few policies with weights at
 * random. It is as long as a real one and means nothing.
 */
final class LongSearch {

    private static final int TRIALS_PER_UPDATE = 4;
    private static final int UPDATES_PER_ROUND = 25;
    private static final int POLICIES = 64;

    private final String id;
    private final ExperimentSettings settings;
    private final SplittableRandom random = new SplittableRandom(5);
    private final List<ArtifactReference> snapshots = new ArrayList<>();

    private LongSearch(String id, ExperimentSettings settings) {
        this.id = id;
        this.settings = settings;
    }

    /**
     * Writes the archive of such a search.
     *
     * @param settings which it has
     * @param artifacts directory of the artifact store, which gets its policies
     */
    static void write(String id, int trials, ExperimentSettings settings, Path artifacts, OutputStream archive)
            throws IOException {
        LongSearch search = new LongSearch(id, settings);
        search.storePolicies(new DirectoryArtifactStore(artifacts));
        try (LogArchive.Writer writer = new LogArchive.Writer(archive)) {
            Instant time = Instant.now().minusSeconds(trials);
            for (Event event : search.events(trials)) {
                time = time.plusMillis(300);
                writer.write(new LogArchive.Entry(
                        event.eventId(),
                        EventCodec.type(event),
                        id,
                        time,
                        new String(EventCodec.encode(event), StandardCharsets.UTF_8)));
            }
        }
    }

    private void storePolicies(ArtifactStore store) throws IOException {
        for (int i = 0; i < POLICIES; i++) {
            Policy policy = Policy.initial(
                    SearchSettings.space(settings.network()), SearchSettings.policyOptions(settings.policy()), random);
            Artifact artifact = store.put(PolicySnapshot.write(Reinforce.startingFrom(policy)));
            snapshots.add(new ArtifactReference(artifact.sha256(), artifact.size()));
        }
    }

    private List<Event> events(int trials) {
        List<Event> events = new ArrayList<>();
        int updates = trials / TRIALS_PER_UPDATE;
        int rounds = Math.max(1, updates / UPDATES_PER_ROUND);
        events.add(new ExperimentRequested(id, "long search", "quick", settings, null));
        events.add(policy(0, 0, -1, List.of(), 0));
        for (int update = 0; update < updates; update++) {
            int round = update / UPDATES_PER_ROUND;
            if (update % UPDATES_PER_ROUND == 0) {
                events.add(new PhaseStarted(id, PhaseStarted.Phase.EVALUATE, round, rounds));
            }
            List<String> applied = new ArrayList<>();
            double sum = 0;
            for (int index = 0; index < TRIALS_PER_UPDATE; index++) {
                RewardMeasured reward = trial(events, update, round, index, (double) update / updates);
                applied.add(reward.trialId());
                sum += reward.reward();
            }
            events.add(policy(update + 1, round, update % UPDATES_PER_ROUND, applied, sum / TRIALS_PER_UPDATE));
        }
        events.add(ExperimentEnded.failed(id, "nobody made it"));
        return events;
    }

    private RewardMeasured trial(List<Event> events, int update, int round, int index, double progress) {
        Architecture architecture =
                Sample.uniform(SearchSettings.space(settings.network()), random).architecture();
        double penalty = Complexity.penalty(architecture, SearchSettings.shape(settings.network()));
        double psnr = 33 + 2 * progress + penalty + 0.3 * random.nextDouble();
        ArchitectureSampled sampled = new ArchitectureSampled(
                id,
                id + "/r" + round + "/u" + update % UPDATES_PER_ROUND + "/t" + index,
                TrialPurpose.REINFORCE,
                round,
                update % UPDATES_PER_ROUND,
                index,
                architecture.sequence(),
                update,
                -20.8,
                snapshots.subList(0, 1),
                settings);
        RewardMeasured measured = sampled.measured(psnr, penalty, psnr - 0.5 * penalty);
        events.add(sampled);
        events.add(measured);
        return measured;
    }

    private PolicyUpdated policy(int version, int round, int update, List<String> applied, double mean) {
        ArtifactReference snapshot = snapshots.get(version % POLICIES);
        return new PolicyUpdated(
                id,
                version,
                round,
                update,
                applied,
                snapshot.sha256(),
                snapshot,
                mean,
                mean,
                20.8 - 0.001 * version,
                1);
    }
}
