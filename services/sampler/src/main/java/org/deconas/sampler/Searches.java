package org.deconas.sampler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.messaging.LogFold;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;

/** All searches, folded from the log. */
final class Searches implements LogFold.State {

    private final Policies policies;
    private final Map<String, Search> running = new LinkedHashMap<>();
    private final Set<String> over = new HashSet<>();

    Searches(Policies policies) {
        this.policies = policies;
    }

    @Override
    public void fold(Event event) {
        if (event instanceof ExperimentEnded) {
            end(event.experimentId());
        } else if (!over.contains(event.experimentId())) {
            running.computeIfAbsent(event.experimentId(), id -> new Search(id, policies))
                    .note(event);
        }
    }

    @Override
    public List<Event> due() {
        List<Event> due = new ArrayList<>();
        for (Map.Entry<String, Search> entry : List.copyOf(running.entrySet())) {
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
