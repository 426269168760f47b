package org.deconas.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may do what, as it is configured. */
@ConfigMapping(prefix = "deconas.access")
public interface AccessSettings {

    /** A file of keys ({@link org.deconas.keys.Keys}); without it nobody needs one. */
    Optional<Path> keysFile();

    /** Whether everybody may do everything, also from other machines. */
    @WithDefault("false")
    boolean open();

    /** Paths that may be read without a key; one that ends with {@code /*} stands for all below it. */
    List<String> openPaths();

    /** Paths whose POST changes nothing, so that a viewer may ask it. */
    Optional<List<String>> readingPosts();

    /** Paths whose DELETE changes nothing but what a viewer made; one that ends with {@code /*} stands for all below it. */
    Optional<List<String>> readingDeletes();
}
