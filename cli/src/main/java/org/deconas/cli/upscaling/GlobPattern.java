package org.deconas.cli.upscaling;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.deconas.cli.mesh.MeshException;

/**
 * A pattern of paths that the shell left to us: {@code *}, {@code ?}, {@code [a-z]} and <code>{a,b}</code> within a name,
 * and {@code **} over folders, where {@code **}{@code /} stands for no folder, too, as in shells.
 */
final class GlobPattern {

    private static final String SPECIAL = "*?[{";
    private static final String ANY_FOLDERS = "**/";

    private final Path base;
    private final int depth;
    private final List<PathMatcher> matchers;

    private GlobPattern(Path base, int depth, List<PathMatcher> matchers) {
        this.base = base;
        this.depth = depth;
        this.matchers = matchers;
    }

    /** Whether a text has anything of a pattern. */
    static boolean isOne(String text) {
        return text.chars().anyMatch(letter -> SPECIAL.indexOf(letter) >= 0);
    }

    /**
     * @throws MeshException when it is none: a bracket is not closed
     */
    static GlobPattern of(String text) {
        int end = 0; // of the folders that are named outright
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            if (isOne(text.substring(0, slash))) {
                break;
            }
            end = slash + 1;
        }
        String rest = text.substring(end);
        boolean anyDepth = rest.contains("**") || rest.contains("{");
        int depth = anyDepth
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(letter -> letter == '/').count();
        return new GlobPattern(
                Path.of(text.substring(0, end)),
                depth,
                withoutFolders(rest).stream().map(GlobPattern::matcher).toList());
    }

    /** The pattern, and what it becomes where "any folders" are none. */
    private static Set<String> withoutFolders(String pattern) {
        Set<String> all = new LinkedHashSet<>(Set.of(""));
        for (String part : pattern.split("(?<=/)")) {
            Set<String> longer = new LinkedHashSet<>();
            for (String head : all) {
                longer.add(head + part);
                if (part.equals(ANY_FOLDERS)) {
                    longer.add(head);
                }
            }
            all = longer;
        }
        return all;
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new MeshException(
                    "'" + pattern + "' is no pattern: " + e.getDescription().toLowerCase(java.util.Locale.ROOT), e);
        }
    }

    /** The folder that all matches are below. */
    Path base() {
        return base;
    }

    /** How many names deep matches can be below it. */
    int depth() {
        return depth;
    }

    /**
     * @param relative to the base
     */
    boolean matches(Path relative) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
    }
}
