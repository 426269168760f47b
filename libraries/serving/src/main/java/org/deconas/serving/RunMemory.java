package org.deconas.serving;

import java.nio.file.Path;
import org.deconas.imaging.RgbImage;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AllocatorMemoryUsed;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/** What a run of a network takes. */
final class RunMemory {

    /** Large enough that what does not grow with the image counts little. */
    private static final int SIDE = 64;

    private RunMemory() {}

    /**
     * An upper bound for each pixel of the image that is enlarged: all that the operations of one run allocate, as if none of it was freed
     * before the end.
     */
    static long bytesPerPixel(Path savedModel) {
        try (SavedModelBundle bundle = SavedModelBundle.load(savedModel.toString());
                TFloat32 image = TFloat32.tensorOf(Shape.of(1, SIDE, SIDE, RgbImage.CHANNELS))) {
            SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow(ServedNetwork.WHOLE);
            try (Result result = bundle.session()
                    .runner()
                    .setOptions(RunOptions.newBuilder()
                            .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
                            .build())
                    .feed(signature.getInputsOrThrow("lr").getName(), image)
                    .fetch(signature.getOutputsOrThrow("sr").getName())
                    .runAndFetchMetadata()) {
                RunMetadata metadata = result.getMetadata().orElseThrow();
                long bytes = metadata.getStepStats().getDevStatsList().stream()
                        .flatMap(device -> device.getNodeStatsList().stream())
                        .flatMap(node -> node.getMemoryList().stream())
                        .mapToLong(AllocatorMemoryUsed::getPeakBytes)
                        .sum();
                return Math.max(1, bytes / (SIDE * SIDE));
            }
        }
    }
}
