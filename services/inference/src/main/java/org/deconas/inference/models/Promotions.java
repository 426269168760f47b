package org.deconas.inference.models;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.network.Upscaler;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.UnreadableEventException;
import org.deconas.serving.ServedNetwork;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Fetches the models that the log tells of, one after another in its order, and lets each serve once it is in memory. One that cannot
 * be had is passed over; the next start tries it again.
 */
@ApplicationScoped
class Promotions {

    private static final Logger LOG = Logger.getLogger(Promotions.class);

    private final Models models;
    private final Upscaler upscaler;
    private final ModelsOnDisk onDisk;
    private final ModelDirectory directory;
    private final ArtifactStore store;

    Promotions(
            Models models,
            Upscaler upscaler,
            ModelsOnDisk onDisk,
            InferenceSettings settings,
            @ConfigProperty(name = "deconas.artifacts.directory") Path artifacts) {
        this.models = models;
        this.upscaler = upscaler;
        this.onDisk = onDisk;
        this.directory = new ModelDirectory(settings.modelsDirectory());
        this.store = new DirectoryArtifactStore(artifacts);
    }

    @Incoming("models")
    @Blocking
    void take(ConsumerRecord<String, byte[]> record) {
        try {
            Event event = EventReader.read(record);
            if (event instanceof ModelTrained trained) {
                onDisk.awaitTried();
                promote(trained, Instant.ofEpochMilli(record.timestamp()));
            }
        } catch (UnreadableEventException e) {
            // The experiments service dead-letters it
            LOG.warnf(
                    "Record passed over: topic=%s partition=%d offset=%d reason=%s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private void promote(ModelTrained event, Instant promoted) {
        boolean known = models.find(event.modelId())
                .filter(model -> !model.promoted().isBefore(promoted))
                .isPresent();
        if (known) {
            return;
        }
        try {
            PromotedModel model = directory.install(event, promoted, store, Promotions::tryOut);
            upscaler.prepare(model);
            models.add(model).ifPresent(upscaler::forget);
            LOG.infof(
                    "Model serves: model=%s experiment=%s scale=%d parameters=%d psnr=%.2f",
                    model.id(), event.experimentId(), model.scale(), event.parameters(), event.validationPsnr());
        } catch (IOException e) {
            LOG.errorf(
                    "Model passed over: model=%s digest=%s reason=%s", event.modelId(), digest(event), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Model passed over: model=%s digest=%s", event.modelId(), digest(event));
        }
    }

    private static String digest(ModelTrained event) {
        return event.savedModel().sha256();
    }

    private static void tryOut(Path savedModel, ModelTrained event) throws IOException {
        ServedNetwork.open(savedModel, event.network().scale()).close();
    }
}
