package org.deconas.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.artifacts.S3ArtifactStore;
import org.deconas.artifacts.S3Location;

/** The artifact store of a service: the one place that decides which. */
@ApplicationScoped
class ConfiguredArtifactStore {

    @Produces
    @Singleton
    ArtifactStore store(ArtifactSettings settings) {
        ArtifactSettings.S3 s3 = settings.s3();
        return s3.bucket()
                .<ArtifactStore>map(bucket -> new S3ArtifactStore(
                        new S3Location(bucket, s3.prefix().orElse(""), s3.region(), s3.endpoint(), s3.pathStyle())))
                .orElseGet(() -> new DirectoryArtifactStore(settings.directory()));
    }

    void close(@Disposes ArtifactStore store) {
        if (store instanceof S3ArtifactStore s3) {
            s3.close();
        }
    }
}
