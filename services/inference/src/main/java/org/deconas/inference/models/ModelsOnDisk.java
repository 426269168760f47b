package org.deconas.inference.models;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.network.Upscaler;
import org.deconas.serving.ServedNetwork;
import org.jboss.logging.Logger;

/**
 * The start: what an earlier process left on disk serves at once, before Kafka answers; meanwhile TensorFlow and the newest model are
 * loaded, so that the first request finds them.
 */
@ApplicationScoped
class ModelsOnDisk {

    private static final Logger LOG = Logger.getLogger(ModelsOnDisk.class);

    private final Models models;
    private final Upscaler upscaler;
    private final ModelDirectory directory;
    private final CompletableFuture<Void> tried = new CompletableFuture<>();

    ModelsOnDisk(Models models, Upscaler upscaler, InferenceSettings settings) {
        this.models = models;
        this.upscaler = upscaler;
        this.directory = new ModelDirectory(settings.modelsDirectory());
    }

    void start(@Observes StartupEvent event) throws IOException {
        List<ModelLife.Serving> found = directory.scan().stream()
                .sorted(PromotedModel.NEWEST_FIRST)
                .map(ModelLife.Serving::new)
                .toList();
        found.forEach(models::add);
        List<ModelLife.Serving> trained = found.stream()
                .filter(life -> life.model().descriptor().isTrained())
                .toList();
        Thread loading = new Thread(() -> load(trained), "engine-start");
        loading.setDaemon(true);
        loading.start();
    }

    private void load(List<ModelLife.Serving> newestFirst) {
        long start = System.nanoTime();
        try {
            ServedNetwork.loadEngine();
            LOG.infof("TensorFlow is loaded: seconds=%.2f", (System.nanoTime() - start) / 1e9);
            for (ModelLife.Serving model : newestFirst) {
                if (serves(model)) {
                    break;
                }
            }
            tried.complete(null);
        } catch (RuntimeException e) {
            LOG.error("The service cannot serve", e);
            tried.completeExceptionally(e);
        }
    }

    private boolean serves(ModelLife.Serving found) {
        PromotedModel model = found.model();
        try {
            upscaler.prepare(model);
            LOG.infof("Model serves: model=%s directory=%s", model.id(), model.directory());
            return true;
        } catch (IOException e) {
            LOG.warnf("Model passed over: model=%s reason=%s", model.id(), e.getMessage());
            models.become(found, found.unusable(Reason.of(e)));
            return false;
        }
    }

    /**
     * Waits until TensorFlow is loaded, and the newest model on disk is in memory or known to be unusable: that one is fetched again.
     *
     * @throws java.util.concurrent.CompletionException when TensorFlow cannot be loaded
     */
    void awaitTried() {
        tried.join();
    }

    /** Whether what {@link #awaitTried} waits for has come. */
    boolean areTried() {
        return tried.isDone() && !tried.isCompletedExceptionally();
    }
}
