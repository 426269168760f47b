package org.deconas.inference.network;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.management.ManagementFactory;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.WholeImageRuntime;
import org.deconas.schema.ExperimentSettings.Network;
import org.deconas.schema.ModelDescriptor;

/**
 * How large an image may be, and how much of it is enlarged at once, so that a run does not take more memory than there is: the system would
 * end the process.
 *
 * @param pixels at most so many
 * @param mostAtOnce at most so many in one run
 * @param runBytes what one run may take
 * @param runtime what runs trained networks
 */
record ImageLimit(long pixels, long mostAtOnce, long runBytes, WholeImageRuntime runtime) {

    static ImageLimit of(InferenceSettings settings) {
        long bytes = settings.maxMemory().map(MemorySize::asLongValue).orElseGet(() -> machineBytes() / 2);
        return new ImageLimit(
                settings.maxPixels(), settings.pixelsAtOnce(), bytes / settings.concurrentRuns(), settings.runtime());
    }

    private static long machineBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** Pixels of the largest image that a model may see at once. */
    long pixelsAtOnce(ModelDescriptor model) {
        if (model.origin() instanceof ModelDescriptor.Trained trained) {
            return pixelsAtOnce(trained.event().network());
        }
        long bytes = ((ModelDescriptor.Imported) model.origin()).bytesPerPixel();
        return Math.max(1, Math.min(mostAtOnce, runBytes / bytes));
    }

    /** Pixels of the largest image that a network of that shape may see at once. */
    long pixelsAtOnce(Network network) {
        return Math.min(mostAtOnce, runBytes / bytesPerPixel(network, runtime));
    }

    /**
     * An upper bound for a low-resolution pixel: the maps around the periodic shuffle, and those of the dense blocks. Measured, for F, D and
     * scale, in TensorFlow: 2,802 (8, 1, 2), 3,417 (16, 2, 2), 5,154 (64, 2, 2), 6,613 (64, 4, 2), 7,592 (32, 4, 3), 12,328 (16, 2, 4), 14,063
     * (64, 4, 4). In ONNX Runtime, which keeps what it took for images of other sizes: 4,616, 7,009, 12,820, 13,032, 12,992, 25,971, 26,048.
     */
    static long bytesPerPixel(Network network, WholeImageRuntime runtime) {
        long shuffle = 768L * network.scale() * network.scale();
        long blocks = 4L * network.filters() * (12 + 3L * network.blocks());
        return runtime.timesTheMemory() * (shuffle + blocks);
    }
}
