package org.deconas.policy;

import org.deconas.controller.Reinforce;
import org.deconas.schema.ArtifactReference;

/** Where learners are kept between updates. */
interface Snapshots {

    ArtifactReference store(Reinforce learner);

    Reinforce load(ArtifactReference reference);
}
