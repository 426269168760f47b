package org.deconas.inference.network;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.models.PromotedModel;
import org.deconas.pictures.Picture;
import org.deconas.pictures.PictureDescription;
import org.deconas.pictures.PictureException;
import org.deconas.pictures.PictureMetadata;
import org.deconas.pictures.PictureWriter;
import org.deconas.pictures.Pictures;
import org.deconas.serving.Batching;
import org.deconas.serving.Enlarging;
import org.deconas.serving.Pixels;
import org.deconas.serving.ServedNetwork;
import org.deconas.serving.Turns;
import org.jboss.logging.Logger;

/** The networks in memory, and whose turn it is to run one. */
@ApplicationScoped
public class Upscaler {

    private static final Logger LOG = Logger.getLogger(Upscaler.class);

    /** Bytes of an answer that waits in memory. */
    private static final int IN_MEMORY = 8 << 20;

    private final ImageLimit limit;
    private final RunSlots slots;
    private final RunSlots largeOnes = new RunSlots(1, 0);
    private final Duration timeLimit;
    private final LeasedCache<PromotedModel, ServedNetwork> networks;
    private final MeterRegistry metrics;

    public Upscaler(InferenceSettings settings, MeterRegistry metrics) {
        this.limit = ImageLimit.of(settings);
        this.slots = new RunSlots(settings.concurrentRuns(), settings.waitingRequests());
        this.networks = new LeasedCache<>(
                settings.modelsInMemory(),
                model -> ServedNetwork.open(
                        model.directory(),
                        model.scale(),
                        batching(settings, model),
                        settings.runtime().of(model.descriptor().isTrained())),
                ServedNetwork::close);
        this.timeLimit = settings.timeLimit();
        this.metrics = metrics;
        metrics.gauge("deconas.inference.waiting", slots, RunSlots::waitingNow);
        // There from the start, so that what watches them tells none from not known
        metrics.counter("deconas.inference.runs");
        metrics.counter("deconas.inference.runs.joined");
    }

    private Batching batching(InferenceSettings settings, PromotedModel model) {
        if (!model.descriptor().isTrained()) {
            return Batching.NONE; // it was tried with one image at a time
        }
        return new Batching(Math.min(settings.batchPixels(), pixelsAtOnce(model)), settings.batchDelay());
    }

    /** Pixels of the largest image that is taken. */
    public long maxPixels() {
        return limit.pixels();
    }

    /** Pixels of the largest image that a model enlarges in one run; larger ones are cut into tiles, where it can be. */
    public long pixelsAtOnce(PromotedModel model) {
        return limit.pixelsAtOnce(model.descriptor());
    }

    /**
     * Enlarges the image of a request, in one run or tile by tile, each when it is its turn.
     *
     * @param file the content of an image file
     * @param client asked between runs
     * @throws PictureException when the file is not whole, or the answer cannot be written in the format wished
     * @throws BusyException when too many wait already
     * @throws TooLongException when it takes too long
     * @throws TooMuchForMemoryException when the image is too large for the memory that there is
     * @throws CancellationException when nobody waits for it any more
     * @throws IOException when the model cannot be loaded
     */
    public Enlargement upscale(PromotedModel model, byte[] file, Wish wish, Client client)
            throws IOException, BusyException {
        try (RunSlots.Place place = slots.enter()) {
            DeferredFileOutputStream out = DeferredFileOutputStream.builder()
                    .setThreshold(IN_MEMORY)
                    .setPrefix("deconas-enlarged")
                    .get();
            try (out) {
                PatientTurns turns = new PatientTurns(slots, client, Optional.of(timeLimit), metrics);
                long pixels = Pictures.header(file).pixels();
                return new Enlargement(out, enlarge(model, pixels, () -> Pictures.read(file), wish, turns, out));
            } catch (IOException | RuntimeException e) {
                Enlargement.discard(out);
                throw e;
            }
        }
    }

    /**
     * Enlarges the image of a job. It has its turns among those of requests, but it is none of those who may wait, and it may take as long
     * as it needs.
     *
     * @param file an image file
     * @param client asked between runs
     * @param out takes the enlarged image
     * @throws PictureException when the file is not whole, or the answer cannot be written in the format wished
     * @throws CancellationException when nobody waits for it any more
     * @throws IOException when the model cannot be loaded, the file not be read or the answer not be written
     */
    public Enlarged upscale(PromotedModel model, Path file, Wish wish, Client client, OutputStream out)
            throws IOException {
        PatientTurns turns = new PatientTurns(slots, client, Optional.empty(), metrics);
        return enlarge(model, Pictures.header(file).pixels(), () -> Pictures.read(file), wish, turns, out);
    }

    /** An image file that is decoded when it is its turn. */
    private interface Source {
        Picture read() throws IOException;
    }

    private Enlarged enlarge(
            PromotedModel model, long pixels, Source source, Wish wish, PatientTurns turns, OutputStream out)
            throws IOException {
        int before = wish.factorBeforeLast(model.scale());
        boolean isLarge = pixels * before * before > pixelsAtOnce(model);
        try (Turns.Turn large = isLarge ? turns.takeOf(largeOnes) : () -> {};
                LeasedCache<PromotedModel, ServedNetwork>.Lease network = networks.lease(model)) {
            Picture low = source.read();
            int width = low.width() * wish.factor(model.scale());
            int height = low.height() * wish.factor(model.scale());
            PictureDescription described = low.description();
            boolean isOpaque = PicturePixels.isOpaque(low);
            int layers = isOpaque ? 1 : 2;
            Picture visible = low.layout().alpha() ? low.withHiddenColoursFilled() : low;
            Passes.Pass pass =
                    (image, share) -> enlarging(network.value(), model, image, wish, turns.ofShare(share / layers));
            try (Passes passes = new Passes(pass, model.scale(), wish.passes())) {
                Enlarging colour = passes.enlarge(
                        new PicturePixels(visible, false), !low.layout().colour());
                Optional<Enlarging> opacity =
                        isOpaque ? Optional.empty() : Optional.of(passes.enlarge(new PicturePixels(low, true), true));
                PictureWriter.write(
                        wish.format(),
                        new PictureDescription(
                                width,
                                height,
                                described.layout(),
                                described.icc(),
                                wish.keepsMetadata() ? described.metadata() : PictureMetadata.NONE),
                        new EnlargedRows(colour, opacity, width, low.layout()),
                        wish.options(),
                        out);
            }
            metrics.timer("deconas.inference", "model", model.id()).record(turns.used());
            metrics.counter("deconas.inference.pixels", "model", model.id()).increment(pixels);
            return new Enlarged(width, height, turns.used());
        } catch (OutOfMemoryError e) {
            LOG.warnf("Image not enlarged: model=%s pixels=%d reason=%s", model.id(), pixels, e.getMessage());
            throw new TooMuchForMemoryException(e);
        }
    }

    private Enlarging enlarging(ServedNetwork network, PromotedModel model, Pixels pixels, Wish wish, Turns turns)
            throws IOException {
        return wish.isEnsemble()
                ? network.enlargeInAllOrientations(pixels, turns)
                : network.enlarge(pixels, pixelsAtOnce(model), turns);
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
