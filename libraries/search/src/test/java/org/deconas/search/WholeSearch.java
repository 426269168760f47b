package org.deconas.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.PolicyUpdated;

/** A whole search in memory: the real sampler and policy, and a stand-in for trainers. */
final class WholeSearch {

    private WholeSearch() {}

    /** The log of a search from its request on. */
    static List<Event> log(ExperimentSettings settings) {
        return log(List.of(new ExperimentRequested("e", "test", "tiny", settings, null)), settings);
    }

    /** The log of a search that finds these events. */
    static List<Event> log(Collection<? extends Event> beginning, ExperimentSettings settings) {
        PoliciesInMemory store = new PoliciesInMemory();
        Searches searches = new Searches(store);
        Policies policies = new Policies(store);
        AnsweringStandIn trainers = new AnsweringStandIn(settings);
        List<Event> log = new ArrayList<>();
        Deque<Event> queue = new ArrayDeque<>(beginning);
        while (!queue.isEmpty()) {
            Event event = queue.poll();
            log.add(event);
            searches.fold(event);
            policies.fold(event);
            trainers.answer(event).stream()
                    .filter(answer -> !(answer instanceof PolicyUpdated))
                    .forEach(queue::add);
            queue.addAll(policies.due());
            queue.addAll(searches.due());
        }
        return log;
    }

    static <T extends Event> List<T> ofKind(Collection<? extends Event> log, Class<T> kind) {
        return log.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
