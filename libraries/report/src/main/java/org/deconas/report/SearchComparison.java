package org.deconas.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deconas.schema.ModelTrained;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialEnded;
import org.deconas.schema.TrialPurpose;

/**
 * Whether two experiments are the same search: the same sequences with the same PSNR and rewards to the bit, the same parameters of
 * every policy version, the same candidates, and the same trained network. Ids, times and the order of the log do not count.
 *
 * @param settings those that differ
 * @param trials of both purposes
 * @param policies policy versions
 * @param winner the winner's sequence and its model's bytes; 0 of 0 when neither has one
 * @param first the first difference in the order of a search; empty when they are the same
 */
public record SearchComparison(
        List<Settings.Difference> settings, Share trials, Share policies, Share winner, Optional<Difference> first) {

    private static final String ABSENT = "absent";

    /** How many of the things that at least one of the two has are the same in both. */
    public record Share(int identical, int all) {
        @Override
        public String toString() {
            return identical + " of " + all;
        }
    }

    /**
     * A value that is not the same.
     *
     * @param where which trial, version or network; counted from 0, as in the log
     * @param what which of its values
     */
    public record Difference(String where, String what, String first, String second) {
        @Override
        public String toString() {
            return where + ": " + what + " is " + first + " in the first and " + second + " in the second";
        }
    }

    /**
     * Compares two logs.
     *
     * @throws IllegalArgumentException when one has no trial, so that there is nothing to compare
     */
    public static SearchComparison of(ExperimentLog first, ExperimentLog second) {
        SortedMap<Place, Map<String, String>> one = places(first);
        SortedMap<Place, Map<String, String>> other = places(second);
        SortedSet<Place> all = new TreeSet<>(one.keySet());
        all.addAll(other.keySet());
        List<Difference> differences = new ArrayList<>();
        for (Place place : all) {
            difference(place, one.get(place), other.get(place)).ifPresent(differences::add);
        }
        return new SearchComparison(
                first.settings().differences(second.settings()),
                share(all, one, other, Set.of(Kind.TRIAL, Kind.CANDIDATE)),
                share(all, one, other, Set.of(Kind.POLICY)),
                share(all, one, other, Set.of(Kind.WINNER)),
                differences.stream().findFirst());
    }

    /** Whether they are the same search. */
    public boolean isSame() {
        return first.isEmpty();
    }

    /** Of what is there, how much is the same: one line. */
    public String summary() {
        String winners =
                winner.all == 0 ? "no winner in either" : "winner " + (winner.identical == 1 ? "identical" : "differs");
        return trials + " trials identical, " + policies + " policy versions identical, " + winners;
    }

    private enum Kind {
        TRIAL,
        POLICY,
        CANDIDATE,
        WINNER
    }

    /** Where in a search something is; ordered as a search goes. */
    private record Place(boolean derived, int round, int update, Kind kind, long number) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::derived)
                    .thenComparing(Place::round)
                    .thenComparing(Place::update)
                    .thenComparing(Place::kind)
                    .thenComparing(Place::number)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return switch (kind) {
                case TRIAL -> "round " + round + ", update " + update + ", trial " + number;
                case POLICY -> "policy version " + number;
                case CANDIDATE -> "candidate " + number;
                case WINNER -> "winner";
            };
        }
    }

    /** Doubles are written so that different bits give different text. */
    private static SortedMap<Place, Map<String, String>> places(ExperimentLog log) {
        SortedMap<Place, Map<String, String>> places = new TreeMap<>();
        for (TrialEnded trial : log.ended(TrialPurpose.REINFORCE)) {
            places.put(new Place(false, trial.round(), trial.update(), Kind.TRIAL, trial.index()), values(trial));
        }
        for (TrialEnded trial : log.ended(TrialPurpose.DERIVE)) {
            places.put(new Place(true, 0, 0, Kind.CANDIDATE, trial.index()), values(trial));
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException(
                    "Experiment " + log.id() + " has no trial, so there is nothing to compare");
        }
        for (PolicyUpdated policy : log.policies()) {
            places.put(
                    new Place(false, policy.round(), policy.update(), Kind.POLICY, policy.version()),
                    values("digest of the parameters", policy.parametersSha256()));
        }
        Optional<ModelTrained> model = log.model();
        model.ifPresent(trained -> places.put(
                new Place(true, 0, 0, Kind.WINNER, 0),
                values(
                        "architecture",
                        trained.sequence(),
                        "validation PSNR",
                        Double.toString(trained.validationPsnr()),
                        "model's digest",
                        trained.savedModel().sha256())));
        return places;
    }

    private static Map<String, String> values(TrialEnded trial) {
        if (trial instanceof RewardMeasured measured) {
            return values(
                    "architecture",
                    measured.sequence(),
                    "PSNR",
                    Double.toString(measured.psnr()),
                    "reward",
                    Double.toString(measured.reward()));
        }
        return values("outcome", "failed");
    }

    /** In the order in which they are compared. */
    private static Map<String, String> values(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private static Optional<Difference> difference(Place place, Map<String, String> first, Map<String, String> second) {
        if (first == null || second == null) {
            return Optional.of(new Difference(place.toString(), "it", thereOrNot(first), thereOrNot(second)));
        }
        Set<String> keys = new LinkedHashSet<>(first.keySet());
        keys.addAll(second.keySet());
        return keys.stream()
                .filter(key -> !first.getOrDefault(key, ABSENT).equals(second.getOrDefault(key, ABSENT)))
                .map(key -> new Difference(
                        place.toString(), key, first.getOrDefault(key, ABSENT), second.getOrDefault(key, ABSENT)))
                .findFirst();
    }

    private static String thereOrNot(Object values) {
        return values == null ? ABSENT : "there";
    }

    private static Share share(Set<Place> all, Map<Place, ?> first, Map<Place, ?> second, Set<Kind> kinds) {
        List<Place> places =
                all.stream().filter(place -> kinds.contains(place.kind)).toList();
        long identical = places.stream()
                .filter(place -> first.containsKey(place) && first.get(place).equals(second.get(place)))
                .count();
        return new Share((int) identical, places.size());
    }
}
