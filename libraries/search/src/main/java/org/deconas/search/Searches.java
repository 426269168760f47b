package org.deconas.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;

/** All searches, folded from the log: what a sampler has to give out. */
public final class Searches {

    private final PolicyStore policies;
    private final Map<String, SearchFold> running = new LinkedHashMap<>();
    private final Set<String> over = new HashSet<>();

    public Searches(PolicyStore policies) {
        this.policies = policies;
    }

    /** Takes note of an event; repeated ones change nothing. */
    public void fold(Event event) {
        if (event instanceof ExperimentEnded) {
            end(event.experimentId());
        } else if (!over.contains(event.experimentId())) {
            running.computeIfAbsent(event.experimentId(), id -> new SearchFold(id, policies))
                    .note(event);
        }
    }

    /** The work and outcomes that are due now and were not seen or given before. */
    public List<Event> due() {
        List<Event> due = new ArrayList<>();
        for (Map.Entry<String, SearchFold> entry : List.copyOf(running.entrySet())) {
            due.addAll(entry.getValue().due());
            if (entry.getValue().isOver()) {
                end(entry.getKey());
            }
        }
        return due;
    }

    private void end(String experimentId) {
        over.add(experimentId);
        running.remove(experimentId);
    }
}
