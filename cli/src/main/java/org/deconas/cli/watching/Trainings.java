package org.deconas.cli.watching;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrainingStage;

/** How far the trainings of a search are, and which trainer is at which. Topics are read side by side: any event may come first. */
final class Trainings {

    private final Map<String, TrainerAtWork> trainers = new TreeMap<>(); // by name
    private final Map<String, Integer> sharedSteps = new HashMap<>(); // by work id
    private final Map<String, Integer> sharedSizes = new HashMap<>(); // by work id
    private final Map<String, Integer> networkSteps = new HashMap<>(); // by network id
    private final Map<String, NetworkTrainingRequested> segments = new HashMap<>(); // by work id

    void requested(SharedTrainingRequested shared) {
        sharedSizes.put(shared.workId(), shared.sequences().size());
        name(shared.workId());
    }

    void requested(NetworkTrainingRequested segment) {
        segments.put(segment.workId(), segment);
        name(segment.workId());
    }

    void progressed(TrainingProgressed progress) {
        NetworkTrainingRequested segment = segments.get(progress.workId());
        if (segment != null) {
            networkSteps.merge(segment.networkId(), progress.step(), Math::max);
        } else if (sharedSizes.containsKey(progress.workId())) {
            sharedSteps.merge(progress.workId(), progress.step(), Math::max);
        }
        trainers.put(
                progress.trainer(),
                new TrainerAtWork(
                        progress.workId(),
                        what(progress.workId()),
                        progress.step(),
                        progress.steps(),
                        progress.stepsPerSecond(),
                        progress.loss(),
                        true));
    }

    /** A piece is done, or given up. */
    void ended(String workId) {
        Integer size = sharedSizes.get(workId);
        if (size != null) {
            sharedSteps.put(workId, size);
        }
        trainers.replaceAll((name, trainer) -> trainer.workId().equals(workId) ? trainer.done() : trainer);
    }

    void trained(NetworkTrained segment) {
        networkSteps.merge(segment.networkId(), segment.toStep(), Math::max);
        ended(segment.workId());
    }

    private String what(String workId) {
        NetworkTrainingRequested segment = segments.get(workId);
        if (segment != null) {
            return segment.stage() == TrainingStage.FINALIST ? "finalist " + segment.candidate() : "winner";
        }
        return sharedSizes.containsKey(workId) ? "shared weights" : "a network";
    }

    private void name(String workId) {
        trainers.replaceAll((trainer, work) -> work.workId().equals(workId) ? work.at(what(workId)) : work);
    }

    /** By name. */
    Map<String, TrainerAtWork> trainers() {
        return trainers;
    }

    /** Steps of the shared weights that are done, in all rounds. */
    long sharedSteps() {
        return sharedSteps.values().stream().mapToLong(Integer::longValue).sum();
    }

    /**
     * Steps of the finalists that are done.
     *
     * @param each that a finalist has
     */
    long finalistSteps(int each) {
        return networkSteps.values().stream()
                .mapToLong(steps -> Math.min(steps, each))
                .sum();
    }

    /**
     * Steps of the winner that are done beyond those of a finalist.
     *
     * @param each that a finalist has
     */
    long winnerSteps(int each) {
        return networkSteps.values().stream()
                .mapToLong(steps -> Math.max(0, steps - each))
                .max()
                .orElse(0);
    }
}
