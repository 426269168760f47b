package org.deconas.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a search is started with. */
final class SearchOptions {

    @Option(
            names = "--profile",
            defaultValue = "quick",
            description = "What the settings start from: quick, small or paper (default: ${DEFAULT-VALUE}).")
    private String profile;

    @Option(names = "--name", description = "What people call the experiment.")
    private String name;

    @Option(names = "--seed", paramLabel = "N", description = "Every random choice follows from it.")
    private Long seed;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes a setting of the profile, as reward.penalty-weight=1.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--strategy",
            description =
                    "What trials are drawn from: 'reinforce', the policy, or 'random', the control with the same budget.")
    private String strategy;

    String profile() {
        return profile;
    }

    String name() {
        return name;
    }

    /** The settings that differ from the profile's, by dotted key. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(changes);
        if (seed != null) {
            settings.put("seed", seed.toString());
        }
        if (strategy != null) {
            settings.put("search.strategy", strategy);
        }
        return settings;
    }
}
