package org.deconas.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What an instance of this service may use. */
@ConfigMapping(prefix = "deconas.inference")
public interface InferenceSettings {

    /** Where models are kept, a directory each. */
    @WithDefault(".deconas/models")
    Path modelsDirectory();

    /** Models in memory; the least recently used is closed for another. */
    @WithDefault("3")
    int modelsInMemory();

    /** Networks that run at once. On a CPU one takes all processors. */
    @WithDefault("1")
    int concurrentRuns();

    /** Requests that may wait for their run; more are turned away. */
    @WithDefault("32")
    int waitingRequests();

    /** Pixels of the largest image that is enlarged. */
    @WithDefault("4000000")
    long maxPixels();
}
