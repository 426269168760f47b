package org.deconas.inference.models;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.network.Upscaler;
import org.jboss.logging.Logger;

/**
 * Networks of others, which no log tells of: they are put on this machine's disk, and found there at the start or when somebody asks for
 * what is not known yet.
 */
@ApplicationScoped
public class ImportedModels {

    private static final Logger LOG = Logger.getLogger(ImportedModels.class);

    private final Models models;
    private final Upscaler upscaler;
    private final ModelDirectory directory;

    ImportedModels(Models models, Upscaler upscaler, InferenceSettings settings) {
        this.models = models;
        this.upscaler = upscaler;
        this.directory = new ModelDirectory(settings.modelsDirectory());
    }

    /** Lets those serve that were put there since; one that was imported anew takes the place of what it was. */
    public void look() {
        try {
            directory.imported(this::mayBeNew).forEach(this::serve);
        } catch (IOException e) {
            LOG.warnf("Models on disk not looked at: reason=%s", e.getMessage());
        }
    }

    private boolean mayBeNew(String id) {
        Optional<ModelLife> known = models.find(id);
        return known.isEmpty()
                || known.flatMap(ModelLife::served)
                        .filter(model -> !model.descriptor().isTrained())
                        .isPresent();
    }

    private void serve(PromotedModel found) {
        ModelLife.Serving serving = new ModelLife.Serving(found);
        Optional<ModelLife> known = models.find(found.id());
        if (known.isEmpty()) {
            models.addUnknown(serving);
        } else if (found.announcement().isNewerThan(known.get().announcement())) {
            models.become(known.get(), serving);
            known.get().served().ifPresent(upscaler::forget);
        } else {
            return;
        }
        LOG.infof("Imported model serves: model=%s scale=%d digest=%s", found.id(), found.scale(), found.digest());
    }
}
