package org.deconas.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deconas.keys.Role;

/**
 * What a request takes.
 *
 * @param openPaths may be read without a key; one that ends with {@code /*} stands for all below it
 * @param readingPosts paths whose POST changes nothing
 * @param readingDeletes paths whose DELETE changes nothing but what a viewer made; one that ends with {@code /*} stands for all below it
 */
record AccessRules(List<String> openPaths, List<String> readingPosts, List<String> readingDeletes) {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BELOW = "/*";

    /**
     * The role that a request takes; empty when it takes none.
     *
     * @param path normalised: absolute, without {@code .} and {@code ..}
     */
    Optional<Role> needed(String method, String path) {
        boolean reads = READS.contains(method);
        if (reads && openPaths.stream().anyMatch(open -> matches(open, path))) {
            return Optional.empty();
        }
        boolean asks = method.equals("POST") && readingPosts.contains(path)
                || method.equals("DELETE") && readingDeletes.stream().anyMatch(own -> matches(own, path));
        return Optional.of(reads || asks ? Role.VIEWER : Role.OPERATOR);
    }

    private static boolean matches(String pattern, String path) {
        return pattern.endsWith(BELOW)
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : path.equals(pattern);
    }
}
