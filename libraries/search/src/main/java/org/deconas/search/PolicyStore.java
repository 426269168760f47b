package org.deconas.search;

import org.deconas.controller.Reinforce;
import org.deconas.schema.ArtifactReference;

/** Where learners are kept between updates. */
public interface PolicyStore {

    /** Keeps a learner. The same learner gives the same reference. */
    ArtifactReference store(Reinforce learner);

    /**
     * A learner that was kept.
     *
     * @throws java.io.UncheckedIOException when it is not there, or damaged
     */
    Reinforce load(ArtifactReference reference);
}
