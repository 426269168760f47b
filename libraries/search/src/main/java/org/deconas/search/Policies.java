package org.deconas.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/** The policies of all experiments, folded from the log. */
public final class Policies {

    private final PolicyStore store;
    private final Map<String, PolicyFold> running = new HashMap<>();
    private final Set<String> over = new HashSet<>();

    public Policies(PolicyStore store) {
        this.store = store;
    }

    /** Takes note of an event; repeated ones change nothing. */
    public void fold(Event event) {
        if (event instanceof ExperimentEnded) {
            over.add(event.experimentId());
            running.remove(event.experimentId());
        }
        if (over.contains(event.experimentId())) {
            return;
        }
        if (event instanceof ExperimentRequested request) {
            policyOf(event).requested(request.settings());
        } else if (event instanceof PolicyUpdated update) {
            policyOf(event).updated(update);
        } else if (event instanceof TrialEnded trial && trial.purpose() == TrialPurpose.REINFORCE) {
            policyOf(event).ended(trial);
        }
    }

    private PolicyFold policyOf(Event event) {
        return running.computeIfAbsent(event.experimentId(), id -> new PolicyFold(id, store::load));
    }

    /** The versions that follow from what is known and were not seen or given before. */
    public List<Event> due() {
        List<Event> due = new ArrayList<>();
        for (PolicyFold policy : running.values()) {
            for (Optional<PolicyFold.Step> next = policy.next(); next.isPresent(); next = policy.next()) {
                due.add(policy.published(next.get(), store.store(next.get().learner())));
            }
        }
        return due;
    }
}
