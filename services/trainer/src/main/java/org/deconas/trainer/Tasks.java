package org.deconas.trainer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.Seeds;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialPurpose;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;

/** The three kinds of work of a trainer: each takes a request and gives its answer. */
final class Tasks {

    private final Workbench bench;
    private final Consumer<TrainingRun.Progress> listener;

    Tasks(Workbench bench, Consumer<TrainingRun.Progress> listener) {
        this.bench = bench;
        this.listener = listener;
    }

    /** TRAIN: goes on training the shared weights. */
    SharedWeightsPublished train(SharedTrainingRequested request) throws IOException {
        ExperimentSettings settings = bench.settings();
        TrainableNetwork network = bench.superNetwork(request.fromWeights());
        List<Architecture> architectures = request.sequences().stream()
                .map(sequence -> Architecture.parse(bench.space(), sequence))
                .toList();
        double loss = new TrainingRun(
                        network,
                        bench.images().shared(),
                        settings.sharedTraining().batch(),
                        settings.sharedTraining().patchSize(),
                        request.firstStep(),
                        step -> LearningRate.shared(settings.sharedTraining(), request.firstStep() + step),
                        step -> Seeds.stream(
                                settings.seed(), "shared-patches", request.lane(), request.firstStep() + step))
                .train(architectures, listener);
        return new SharedWeightsPublished(
                request.experimentId(),
                request.workId(),
                request.round(),
                request.lane(),
                bench.storeSuperNetwork(),
                loss);
    }

    /** EVALUATE and DERIVE: measures one architecture with the shared weights. */
    RewardMeasured measure(ArchitectureSampled trial) throws IOException {
        ExperimentSettings settings = bench.settings();
        Architecture architecture = Architecture.parse(bench.space(), trial.sequence());
        int all = bench.images().validation().size();
        int patches = trial.purpose() == TrialPurpose.REINFORCE
                ? Math.min(all, settings.search().trialPatches())
                : all;
        double psnr = Measurement.psnr(
                bench.superNetwork(trial.weights()),
                architecture,
                bench.images().validation().subList(0, patches));
        double penalty = Complexity.penalty(architecture, bench.shape());
        return new RewardMeasured(
                trial.experimentId(),
                trial.trialId(),
                trial.purpose(),
                trial.round(),
                trial.update(),
                trial.index(),
                trial.sequence(),
                trial.policyVersion(),
                trial.logProbability(),
                psnr,
                penalty,
                psnr - settings.reward().penaltyWeight() * penalty);
    }

    /** RETRAIN and TRAIN: a segment of a network's own training; the last one of the winner is exported, model first. */
    List<Event> train(NetworkTrainingRequested request) throws IOException {
        ExperimentSettings settings = bench.settings();
        Architecture architecture = Architecture.parse(bench.space(), request.sequence());
        TrainableNetwork network = bench.network(architecture, request.checkpoint());
        double loss = new TrainingRun(
                        network,
                        bench.images().alone(),
                        settings.training().batch(),
                        settings.training().patchSize(),
                        request.fromStep(),
                        step -> LearningRate.alone(settings.training(), request.fromStep() + step),
                        step -> Seeds.stream(settings.seed(), "network-patches", request.fromStep() + step))
                .train(
                        Collections.nCopies(request.toStep() - request.fromStep(), architecture),
                        progress -> listener.accept(new TrainingRun.Progress(
                                request.fromStep() + progress.step(),
                                request.toStep(),
                                progress.loss(),
                                progress.stepsPerSecond())));
        ArtifactReference checkpoint = bench.storeNetwork();
        double psnr = Measurement.psnr(network, architecture, bench.images().validation());
        List<Event> answers = new ArrayList<>();
        if (request.export()) {
            answers.add(model(request, architecture, psnr));
        }
        answers.add(new NetworkTrained(
                request.experimentId(),
                request.workId(),
                request.networkId(),
                request.stage(),
                request.candidate(),
                request.sequence(),
                request.toStep(),
                checkpoint,
                loss,
                psnr));
        return answers;
    }

    private ModelTrained model(NetworkTrainingRequested request, Architecture architecture, double psnr)
            throws IOException {
        Complexity complexity = Complexity.of(architecture, bench.shape());
        return new ModelTrained(
                request.experimentId(),
                request.experimentId() + "-x" + bench.shape().scale(),
                request.sequence(),
                bench.settings().network(),
                bench.storeModel(),
                request.toStep(),
                psnr,
                bench.images().bicubicPsnr(),
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
    }
}
