package org.deconas.inference.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Things that are costly to open and hold memory, at most so many of them. The least recently leased one is evicted for another; it is
 * closed when the last who leased it has given it back.
 *
 * @param <K> what a thing is opened by
 * @param <V> the thing
 */
final class LeasedCache<K, V> implements AutoCloseable {

    /** Opens a thing. */
    @FunctionalInterface
    interface Opener<K, V> {
        V open(K key) throws IOException;
    }

    /** The right to use a thing until it is given back. */
    final class Lease implements AutoCloseable {

        private final Entry<V> entry;
        private boolean open = true;

        private Lease(Entry<V> entry) {
            this.entry = entry;
        }

        V value() {
            return entry.value;
        }

        /** Gives the thing back. */
        @Override
        public void close() {
            if (open) {
                open = false;
                release(entry);
            }
        }
    }

    private static final class Entry<V> {

        private final V value;
        private int holders = 1; // the cache itself

        private Entry(V value) {
            this.value = value;
        }
    }

    private final int capacity;
    private final Opener<K, V> opener;
    private final Consumer<V> closer;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true); // the least recently leased first

    LeasedCache(int capacity, Opener<K, V> opener, Consumer<V> closer) {
        if (capacity < 1) {
            throw new IllegalArgumentException("The capacity is " + capacity + ", but must be at least 1");
        }
        this.capacity = capacity;
        this.opener = opener;
        this.closer = closer;
    }

    /** Opens the thing if it is not open. Others are not held up meanwhile. */
    Lease lease(K key) throws IOException {
        Entry<V> present = hold(key);
        if (present != null) {
            return new Lease(present);
        }
        V opened = opener.open(key);
        Entry<V> entry = new Entry<>(opened);
        List<Entry<V>> evicted = new ArrayList<>();
        synchronized (entries) {
            entry.holders++;
            Entry<V> sameOfAnotherThread = entries.put(key, entry);
            if (sameOfAnotherThread != null) {
                evicted.add(sameOfAnotherThread);
            }
            Iterator<Entry<V>> eldest = entries.values().iterator();
            while (entries.size() > capacity) {
                evicted.add(eldest.next());
                eldest.remove();
            }
        }
        evicted.forEach(this::release);
        return new Lease(entry);
    }

    private Entry<V> hold(K key) {
        synchronized (entries) {
            Entry<V> entry = entries.get(key);
            if (entry != null) {
                entry.holders++;
            }
            return entry;
        }
    }

    /** Evicts a thing, if it is there. */
    void evict(K key) {
        Entry<V> entry;
        synchronized (entries) {
            entry = entries.remove(key);
        }
        if (entry != null) {
            release(entry);
        }
    }

    private void release(Entry<V> entry) {
        boolean last;
        synchronized (entries) {
            last = --entry.holders == 0;
        }
        if (last) {
            closer.accept(entry.value);
        }
    }

    /** Evicts all. */
    @Override
    public void close() {
        List<K> keys;
        synchronized (entries) {
            keys = List.copyOf(entries.keySet());
        }
        keys.forEach(this::evict);
    }
}
