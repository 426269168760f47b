package org.deconas.search;

import java.nio.charset.StandardCharsets;
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
public final class WholeSearch {

    private WholeSearch() {}

    /** The log of a search from its request on. */
    static List<Event> log(ExperimentSettings settings) {
        return log("e", settings);
    }

    /** The log of a search of that id from its request on. */
    public static List<Event> log(String experimentId, ExperimentSettings settings) {
        return log(List.of(new ExperimentRequested(experimentId, "test", "quick", settings, null)), settings);
    }

    /** A search of 3 rounds of 5 steps, the first a warm-up, 2 updates of 3 trials, 4 candidates, 2 finalists. */
    public static ExperimentSettings settings() {
        return AnsweringStandIn.settings(1);
    }

    /** The content of the blob that the stand-in names in its answer to a piece of work. */
    public static byte[] blobOf(String workId) {
        return workId.getBytes(StandardCharsets.UTF_8);
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
