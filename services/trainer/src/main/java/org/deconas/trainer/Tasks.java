package org.deconas.trainer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deconas.networks.TrainableNetwork;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.BestCheckpoint;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.NetworkTrained;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.schema.TrialPurpose;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.training.LearningRate;
import org.deconas.training.Measurement;
import org.deconas.training.NetworkTraining;
import org.deconas.training.TrainingRun;

/** The three kinds of work of a trainer: each takes a request and gives its answer. */
final class Tasks {

    private final Workbench bench;
    private final Consumer<TrainingRun.Progress> listener;
    private final Runnable afterStep;

    /**
     * @param listener is told about once a second how far training has come
     * @param afterStep may end the training of shared weights by an exception
     */
    Tasks(Workbench bench, Consumer<TrainingRun.Progress> listener, Runnable afterStep) {
        this.bench = bench;
        this.listener = listener;
        this.afterStep = afterStep;
    }

    /** TRAIN: goes on training the shared weights. */
    SharedWeightsPublished train(SharedTrainingRequested request) throws IOException {
        ExperimentSettings.SharedTraining settings = bench.settings().sharedTraining();
        TrainableNetwork network = bench.superNetwork(request.fromWeights());
        List<Architecture> architectures = request.sequences().stream()
                .map(sequence -> Architecture.parse(bench.space(), sequence))
                .toList();
        double loss = new TrainingRun(
                        network,
                        bench.sharedPatches(),
                        settings.batch(),
                        settings.patchSize(),
                        request.firstStep(),
                        LearningRate.halving(settings.learningRate(), settings.halveEvery()),
                        step -> bench.randomness("shared-patches", request.lane(), step),
                        step -> afterStep.run())
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
        int all = bench.data().validation().size();
        int patches = trial.purpose() == TrialPurpose.REINFORCE
                ? Math.min(all, settings.search().trialPatches())
                : all;
        double psnr = Measurement.psnr(
                bench.superNetwork(trial.weights()),
                architecture,
                bench.data().validation().subList(0, patches));
        Complexity complexity = Complexity.of(architecture, bench.shape());
        return trial.measured(psnr, complexity.penalty(), SearchSettings.reward(settings, trial.sequence(), psnr));
    }

    /**
     * RETRAIN and TRAIN: a segment of a network's own training; after the last one of the winner the network is exported as it was when
     * it was best, and the model comes first.
     */
    List<Event> train(NetworkTrainingRequested request) throws IOException {
        Architecture architecture = Architecture.parse(bench.space(), request.sequence());
        NetworkTraining training = bench.network(
                architecture,
                request.checkpoint() == null
                        ? null
                        : new Workbench.Checkpoint(request.checkpoint(), request.average()));
        double loss = training.train(request.fromStep(), request.toStep(), listener);
        double psnr = training.validationPsnr();
        Workbench.Checkpoint checkpoint = bench.storeNetwork();
        BestCheckpoint best = request.best() != null && request.best().validationPsnr() >= psnr
                ? request.best()
                : new BestCheckpoint(request.toStep(), psnr, checkpoint.outcome());
        List<Event> answers = new ArrayList<>();
        if (request.export()) {
            answers.add(model(request, architecture, best));
        }
        answers.add(new NetworkTrained(
                request.experimentId(),
                request.workId(),
                request.networkId(),
                request.stage(),
                request.candidate(),
                request.sequence(),
                request.toStep(),
                checkpoint.weights(),
                loss,
                psnr,
                checkpoint.average(),
                best,
                bench.storePreview()));
        return answers;
    }

    private ModelTrained model(NetworkTrainingRequested request, Architecture architecture, BestCheckpoint best)
            throws IOException {
        Complexity complexity = Complexity.of(architecture, bench.shape());
        return new ModelTrained(
                request.experimentId(),
                request.experimentId() + "-x" + bench.shape().scale(),
                request.sequence(),
                bench.settings().network(),
                bench.storeModel(architecture, best.weights()),
                best.step(),
                best.validationPsnr(),
                bench.data().bicubicPsnr(),
                complexity.parameters(),
                complexity.multiplyAddsPerPixel());
    }
}
