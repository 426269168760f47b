package org.deconas.sampler;

import org.deconas.controller.Policy;
import org.deconas.schema.ArtifactReference;

/** Where published policies can be had. */
interface Policies {

    Policy load(ArtifactReference snapshot);
}
