package org.deconas.experiments.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who follow the log that this process has written to it. */
@ApplicationScoped
public class NewEvents {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Calls back, at once and on any thread, after each event that was written. */
    public void onWritten(Runnable listener) {
        listeners.add(listener);
    }

    void written() {
        listeners.forEach(Runnable::run);
    }
}
