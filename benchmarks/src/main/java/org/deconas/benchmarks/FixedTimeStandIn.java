package org.deconas.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.deconas.schema.ArchitectureSampled;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.Event;
import org.deconas.schema.SharedTrainingRequested;
import org.deconas.schema.SharedWeightsPublished;
import org.deconas.work.Piece;
import org.deconas.work.Worker;

/** Stands in for a trainer's work in a measurement of everything else: sleeps for a fixed time, and answers with valid figures. */
record FixedTimeStandIn(Duration step, Duration trial) implements Worker {

    private static final ArtifactReference NOTHING = new ArtifactReference("0".repeat(64), 0);

    @Override
    public List<? extends Event> work(Piece piece, BooleanSupplier abandoned) throws InterruptedException {
        if (piece.request() instanceof SharedTrainingRequested request) {
            for (int i = 0; i < request.sequences().size() && !abandoned.getAsBoolean(); i++) {
                Thread.sleep(step.toMillis());
            }
            return List.of(new SharedWeightsPublished(
                    request.experimentId(), request.workId(), request.round(), request.lane(), NOTHING, 0.1));
        } else if (piece.request() instanceof ArchitectureSampled request) {
            Thread.sleep(trial.toMillis());
            double psnr = 30 + Math.floorMod(request.sequence().hashCode(), 1000) / 1e3;
            return List.of(
                    request.measured(psnr, 0.5, request.settings().reward().of(psnr, 0.5, 1)));
        }
        throw new IllegalArgumentException("The measurement ends before " + piece.id());
    }
}
