package org.deconas.artifacts;

import java.net.URI;
import java.util.Optional;

/**
 * Where blobs lie in S3-compatible storage.
 *
 * @param bucket its name; it is there already
 * @param prefix what every key begins with; empty, or ends with a slash
 * @param region what requests are signed for; storage of one's own takes any
 * @param endpoint of storage other than Amazon's
 * @param pathStyle whether the bucket is named in the path rather than in the host's name, as most storage of one's own wants it
 */
public record S3Location(String bucket, String prefix, String region, Optional<URI> endpoint, boolean pathStyle) {

    public S3Location {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("A bucket needs a name");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("'" + prefix + "' is no prefix of keys: it has to end with '/'");
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
