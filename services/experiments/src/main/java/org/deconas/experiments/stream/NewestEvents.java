package org.deconas.experiments.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The newest events of the log without a gap: all from one position on. Bounded; for several threads.
 */
final class NewestEvents {

    /**
     * What follows a position.
     *
     * @param position where to go on from: all up to here was looked at
     * @param isLast whether there is nothing behind it yet
     */
    record Slice(List<Frame> frames, long position, boolean isLast) {}

    private final int mostFrames;
    private final long mostBytes;
    private final Deque<Frame> frames = new ArrayDeque<>();
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
            frames.addLast(frame);
            bytes += frame.bytes().length;
            end = frame.position();
        }
        while (frames.size() > mostFrames || bytes > mostBytes) {
            Frame oldest = frames.removeFirst();
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
    synchronized Optional<Slice> after(long position, Predicate<Frame> wanted, int most) {
        if (!isKnown || position < start) {
            return Optional.empty();
        }
        List<Frame> newer = newerThan(position);
        List<Frame> slice = new ArrayList<>();
        int size = 0;
        for (Frame frame : newer) {
            if (wanted.test(frame)) {
                slice.add(frame);
                size += frame.bytes().length;
                if (size >= most) {
                    return Optional.of(new Slice(slice, frame.position(), frame.position() >= end));
                }
            }
        }
        return Optional.of(new Slice(slice, Math.max(position, end), true));
    }

    /** From the end: who is near it looks at little. */
    private List<Frame> newerThan(long position) {
        List<Frame> newer = new ArrayList<>();
        for (var frame = frames.descendingIterator(); frame.hasNext(); ) {
            Frame next = frame.next();
            if (next.position() <= position) {
                break;
            }
            newer.add(next);
        }
        java.util.Collections.reverse(newer);
        return newer;
    }
}
