package org.deconas.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where weights, models and pictures are: in a directory that all services see, or in S3-compatible storage when a bucket is named. */
@ConfigMapping(prefix = "deconas.artifacts")
public interface ArtifactSettings {

    /** Used unless a bucket is named. */
    @WithDefault(".deconas/artifacts")
    Path directory();

    /** S3-compatible storage. Credentials are not among these settings: see {@link org.deconas.artifacts.S3ArtifactStore}. */
    S3 s3();

    /** A place in S3-compatible storage. */
    interface S3 {

        /** The bucket, which is there already. */
        Optional<String> bucket();

        /** What every key begins with; ends with a slash. */
        Optional<String> prefix();

        /** What requests are signed for. */
        @WithDefault("us-east-1")
        String region();

        /** Of storage other than Amazon's. */
        Optional<URI> endpoint();

        /** Whether the bucket is named in the path rather than in the host's name. */
        @WithDefault("true")
        boolean pathStyle();
    }
}
