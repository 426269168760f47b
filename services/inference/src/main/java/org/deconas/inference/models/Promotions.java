package org.deconas.inference.models;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.network.Upscaler;
import org.deconas.messaging.EventReader;
import org.deconas.schema.Event;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.UnreadableEventException;
import org.deconas.serving.ServedNetwork;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Fetches the models that the log tells of, one after another in its order, and lets each serve once it is in memory. One that cannot
 * be had is passed over; it is tried again when the log tells of it again, and by the next start.
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
            ArtifactStore artifacts) {
        this.models = models;
        this.upscaler = upscaler;
        this.onDisk = onDisk;
        this.directory = new ModelDirectory(settings.modelsDirectory());
        this.store = artifacts;
    }

    @Incoming("models")
    @Blocking
    void take(ConsumerRecord<String, byte[]> record) {
        try {
            Event event = EventReader.read(record);
            if (event instanceof ModelTrained trained) {
                onDisk.awaitTried();
                Instant promoted = Instant.ofEpochMilli(record.timestamp());
                models.announce(new Announcement(ModelDescriptor.of(trained), promoted))
                        .ifPresent(announced -> promote(announced, trained));
            }
        } catch (UnreadableEventException e) {
            // The experiments service dead-letters it
            LOG.warnf(
                    "Record passed over: topic=%s partition=%d offset=%d reason=%s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private void promote(ModelLife.Fetching announced, ModelTrained event) {
        ModelLife outcome = fetched(announced, event);
        models.become(announced, outcome);
        announced
                .served()
                .filter(older -> !outcome.served().equals(Optional.of(older)))
                .ifPresent(upscaler::forget);
        if (outcome.reason().isEmpty()) {
            logServes(event);
        }
    }

    private ModelLife fetched(ModelLife.Fetching announced, ModelTrained event) {
        ModelLife.Serving fetched;
        try {
            fetched = announced.fetched(
                    directory.install(event, announced.wanted().promoted(), store, Promotions::tryOut));
        } catch (IOException | RuntimeException e) {
            logPassedOver(event, e);
            return announced.passedOver(Reason.of(e));
        }
        try {
            upscaler.prepare(fetched.model());
        } catch (IOException | RuntimeException e) {
            // An older one of its id is no longer on disk
            logPassedOver(event, e);
            return fetched.unusable(Reason.of(e));
        }
        return fetched;
    }

    private static void logServes(ModelTrained event) {
        LOG.infof(
                "Model serves: model=%s experiment=%s scale=%d parameters=%d psnr=%.2f",
                event.modelId(),
                event.experimentId(),
                event.network().scale(),
                event.parameters(),
                event.validationPsnr());
    }

    private static void logPassedOver(ModelTrained event, Exception e) {
        String digest = event.savedModel().sha256();
        if (e instanceof IOException) {
            LOG.errorf("Model passed over: model=%s digest=%s reason=%s", event.modelId(), digest, e.getMessage());
        } else {
            LOG.errorf(e, "Model passed over: model=%s digest=%s", event.modelId(), digest);
        }
    }

    private static void tryOut(Path savedModel, ModelTrained event) throws IOException {
        ServedNetwork.open(savedModel, event.network().scale()).close();
    }
}
