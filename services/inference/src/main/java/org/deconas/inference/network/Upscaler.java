package org.deconas.inference.network;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.UnreadableImageException;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.models.PromotedModel;
import org.deconas.serving.ServedNetwork;

/** The networks in memory, and whose turn it is to run one. */
@ApplicationScoped
public class Upscaler {

    private final ImageLimit limit;
    private final RunSlots slots;
    private final LeasedCache<PromotedModel, ServedNetwork> networks;
    private final MeterRegistry metrics;

    public Upscaler(InferenceSettings settings, MeterRegistry metrics) {
        this.limit = ImageLimit.of(settings);
        this.slots = new RunSlots(settings.concurrentRuns(), settings.waitingRequests());
        this.networks = new LeasedCache<>(
                settings.modelsInMemory(),
                model -> ServedNetwork.open(model.directory(), model.scale()),
                ServedNetwork::close);
        this.metrics = metrics;
        metrics.gauge("deconas.inference.waiting", slots, RunSlots::waitingNow);
    }

    /** Pixels of the largest image that a model may be given. */
    public long maxPixels(PromotedModel model) {
        return limit.pixels(model.event().network());
    }

    /**
     * Enlarges an image when it is its turn. Images are decoded and encoded within the turn, so that no more of them are in memory than
     * networks run.
     *
     * @param file the content of a PNG, JPEG or BMP file
     * @throws UnreadableImageException when it is not whole
     * @throws BusyException when too many wait already
     * @throws IOException when the model cannot be loaded
     */
    public Enlargement upscale(PromotedModel model, byte[] file)
            throws IOException, BusyException, InterruptedException {
        try (RunSlots.Slot slot = slots.enter();
                LeasedCache<PromotedModel, ServedNetwork>.Lease network = networks.lease(model)) {
            RgbImage low = ImageFiles.read(file, "The body");
            long start = System.nanoTime();
            RgbImage high = network.value().upscale(low);
            Duration networkTime = Duration.ofNanos(System.nanoTime() - start);
            metrics.timer("deconas.inference", "model", model.id()).record(networkTime);
            metrics.counter("deconas.inference.pixels", "model", model.id())
                    .increment((double) low.width() * low.height());
            return new Enlargement(ImageFiles.toPng(high), networkTime);
        }
    }

    /**
     * Loads a model before the first request asks for it.
     *
     * @throws IOException when it cannot be loaded, with one line that says why
     */
    public void prepare(PromotedModel model) throws IOException {
        networks.lease(model).close();
    }

    /** Frees the memory of a model that serves no more, after the last request that uses it. */
    public void forget(PromotedModel model) {
        networks.evict(model);
    }

    @PreDestroy
    void close() {
        networks.close();
    }
}
