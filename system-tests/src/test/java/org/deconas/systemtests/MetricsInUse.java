package org.deconas.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics that dashboards and alert rules ask for, by the service that each expression's 'job' names. */
final class MetricsInUse {

    private static final Path ALERTS = Path.of("../infra/prometheus/alerts.yml");
    private static final Path DASHBOARDS = Path.of("../infra/grafana/dashboards");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_:][a-z0-9_:]*)\\{[^}]*job=~?\"([a-z|]+)\"");

    /** Prometheus makes it for every target. */
    private static final String UP = "up";

    private MetricsInUse() {}

    static List<String> ofAlerts() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode group : new YAMLMapper().readTree(ALERTS.toFile()).path("groups")) {
            group.path("rules")
                    .forEach(rule -> expressions.add(rule.path("expr").asText()));
        }
        return expressions;
    }

    static List<String> ofDashboards() throws IOException {
        List<String> expressions = new ArrayList<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                new ObjectMapper().readTree(file.toFile()).findValuesAsText("expr", expressions);
            }
        }
        return expressions;
    }

    /** Names of metrics by service. */
    static Map<String, Set<String>> byService(List<String> expressions) {
        Map<String, Set<String>> metrics = new TreeMap<>();
        for (String expression : expressions) {
            Matcher selector = SELECTOR.matcher(expression);
            while (selector.find()) {
                if (!selector.group(1).equals(UP)) {
                    for (String service : selector.group(2).split("\\|")) {
                        metrics.computeIfAbsent(service, name -> new TreeSet<>())
                                .add(selector.group(1));
                    }
                }
            }
        }
        return metrics;
    }
}
