package org.deconas.experiments.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest events of the log without a gap: all from one position on. Bounded; for several threads, each of which holds up the others for
 * no longer than a slice takes.
 */
final class NewestEvents {

    /** Frames of a slice, however small. */
    private static final int MOST_AT_ONCE = 512;

    /**
     * What follows a position.
     *
     * @param position where to go on from: all up to here is in the slice
     * @param isLast whether there is nothing behind it yet
     */
    record Slice(List<Frame> frames, long position, boolean isLast) {}

    private final int mostFrames;
    private final long mostBytes;
    private final TreeMap<Long, Frame> frames = new TreeMap<>(); // by position
    private long bytes;
    private boolean isKnown;
    private long start; // what is at or before this position is not here
    private long end; // the last position that was taken note of

    NewestEvents(int mostFrames, long mostBytes) {
        this.mostFrames = mostFrames;
        this.mostBytes = mostBytes;
    }

    /** Begins anew, with what comes after a position. */
    synchronized void beginAfter(long position) {
        forget();
        isKnown = true;
        start = position;
        end = position;
    }

    /** Knows nothing any more. */
    synchronized void forget() {
        frames.clear();
        bytes = 0;
        isKnown = false;
    }

    /** Adds what the log has next. */
    synchronized void add(List<Frame> next) {
        for (Frame frame : next) {
            frames.put(frame.position(), frame);
            bytes += frame.bytes().length;
            end = frame.position();
        }
        while (frames.size() > mostFrames || bytes > mostBytes) {
            Frame oldest = frames.pollFirstEntry().getValue();
            bytes -= oldest.bytes().length;
            start = oldest.position();
        }
    }

    synchronized boolean isKnown() {
        return isKnown;
    }

    /** The last position that it knows of; all that the log has up to there can be read in the database. 0 when it knows nothing. */
    synchronized long end() {
        return isKnown ? end : 0;
    }

    /**
     * What follows a position; empty when some of that is not here any more.
     *
     * @param most bytes at which a slice ends early
     */
    synchronized Optional<Slice> after(long position, int most) {
        if (!isKnown || position < start) {
            return Optional.empty();
        }
        List<Frame> slice = new ArrayList<>();
        int size = 0;
        for (Frame frame : frames.tailMap(position, false).values()) {
            slice.add(frame);
            size += frame.bytes().length;
            if (size >= most || slice.size() == MOST_AT_ONCE) {
                return Optional.of(new Slice(slice, frame.position(), frame.position() >= end));
            }
        }
        return Optional.of(new Slice(slice, Math.max(position, end), true));
    }
}
