package org.deconas.work;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its eldest entry for one too many. */
final class Newest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    private Newest(int most, boolean byUse) {
        super(16, 0.75f, byUse);
        this.most = most;
    }

    /** The entries that were put last. */
    static <K, V> Map<K, V> put(int most) {
        return new Newest<>(most, false);
    }

    /** The entries that were put or asked for last. */
    static <K, V> Map<K, V> used(int most) {
        return new Newest<>(most, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
