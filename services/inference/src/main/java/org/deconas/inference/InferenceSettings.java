package org.deconas.inference;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an instance of this service may use. */
@ConfigMapping(prefix = "deconas.inference")
public interface InferenceSettings {

    /** Where models are kept, a directory each. */
    @WithDefault(".deconas/models")
    Path modelsDirectory();

    /** Models in memory; the least recently used is closed for another. */
    @WithDefault("3")
    int modelsInMemory();

    /** What runs a network on an image that fits in one run: tensorflow or onnxruntime. */
    @WithDefault("tensorflow")
    WholeImageRuntime runtime();

    /** Networks that run at once. On a CPU one takes all processors. */
    @WithDefault("1")
    int concurrentRuns();

    /** Requests that may wait for their run; more are turned away. */
    @WithDefault("32")
    int waitingRequests();

    /** Pixels of the largest image that is enlarged. */
    @WithDefault("64000000")
    long maxPixels();

    /** Pixels that are enlarged in one run, if memory suffices; larger images are cut into tiles, between which others have their turn. */
    @WithDefault("2000000")
    long pixelsAtOnce();

    /**
     * Pixels of images of equal size that are enlarged together in one run, when they wait at the same time: for small images what a run
     * costs by itself counts.
     */
    @WithDefault("65536")
    long batchPixels();

    /** How long an image waits for others to be enlarged with it, though it might have its turn; not at all by default. */
    @WithDefault("PT0S")
    Duration batchDelay();

    /** How long a request may take. */
    @WithDefault("PT10M")
    Duration timeLimit();

    /** What the networks that run at once may take together; half of the machine's memory by default. */
    Optional<MemorySize> maxMemory();

    /** Images that are enlarged while nobody waits for the answer. */
    Jobs jobs();

    /** What jobs may use. */
    interface Jobs {

        /** Where they are kept, a directory each; {@code jobs} beside the artifacts by default. */
        Optional<Path> directory();

        /** Jobs that run at once; each takes its turns among those of requests. */
        @WithDefault("1")
        int concurrent();

        /** Jobs that may wait; more are turned away. */
        @WithDefault("100")
        int mostWaiting();

        /** What their images may take on disk, before and after; a job that might take more is turned away. */
        @WithDefault("20G")
        MemorySize mostBytes();

        /** How long a result is kept after the job's end. */
        @WithDefault("PT24H")
        Duration expiry();
    }
}
