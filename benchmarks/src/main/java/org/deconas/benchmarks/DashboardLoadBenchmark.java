package org.deconas.benchmarks;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deconas.browser.Chromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;

/**
 * What the dashboard takes for a search of many trials, in a running mesh and a real browser: the time from the beginning of the navigation
 * until an experiment's facts are there and until its four curves are drawn, and what the page holds in memory, by the heap of JavaScript
 * after a collection.
 */
public final class DashboardLoadBenchmark {

    private static final int VISITS = 7;
    private static final int TURNS = 10;
    private static final List<String> PARTS =
            List.of("Policy", "Architectures", "Trials", "Training", "Settings", "Overview");

    /** Notes when things are there, and the longest task that kept the page from answering. */
    private static final String WATCH = """
            globalThis.seen = { facts: null, curves: null, longest: 0 };
            new MutationObserver(() => {
              if (seen.facts === null && document.querySelector('.tiles dd')) seen.facts = performance.now();
              if (seen.curves === null && document.querySelectorAll('[data-drawn]').length >= 4) seen.curves = performance.now();
            }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-drawn'] });
            new PerformanceObserver((list) => {
              for (const task of list.getEntries()) seen.longest = Math.max(seen.longest, task.duration);
            }).observe({ entryTypes: ['longtask'] });
            """;

    private record Visit(double facts, double curves, double longest, double heap) {}

    private final String experiments;
    private final ExperimentsService service;

    private DashboardLoadBenchmark(String experiments) {
        this.experiments = experiments;
        this.service = new ExperimentsService(experiments);
    }

    /**
     * @param arguments address of the experiments service, directory of its artifact store, and how many trials
     */
    public static void main(String[] arguments) throws IOException {
        DashboardLoadBenchmark benchmark = new DashboardLoadBenchmark(arguments[0]);
        Path artifacts = Path.of(arguments[1]);
        System.out.println(
                "| trials | facts are there after | curves are drawn after | longest task | heap | heap after " + TURNS
                        + " turns through all parts |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (int trials : List.of(100, Integer.parseInt(arguments[2]))) {
            benchmark.measure("long" + trials, trials, artifacts);
        }
    }

    private void measure(String id, int trials, Path artifacts) throws IOException {
        if (!service.has(id)) {
            include(id, trials, artifacts);
        }
        try (Chromium chromium = Chromium.start()) {
            List<Visit> visits = new ArrayList<>();
            double later = 0;
            for (int i = 0; i <= VISITS; i++) {
                try (Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT))) {
                    Visit visit = visit(visitor.page(), id);
                    if (i > 0) { // the first one warms the service
                        visits.add(visit);
                    }
                    if (i == VISITS) {
                        later = turns(visitor.page());
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.0f ms (%.0f to %.0f) | %.0f ms (%.0f to %.0f) | %.0f ms | %.1f MB | %.1f MB |%n",
                    trials,
                    at(visits.stream().map(Visit::facts).toList(), 0.5),
                    at(visits.stream().map(Visit::facts).toList(), 0),
                    at(visits.stream().map(Visit::facts).toList(), 1),
                    at(visits.stream().map(Visit::curves).toList(), 0.5),
                    at(visits.stream().map(Visit::curves).toList(), 0),
                    at(visits.stream().map(Visit::curves).toList(), 1),
                    at(visits.stream().map(Visit::longest).toList(), 0.5),
                    at(visits.stream().map(Visit::heap).toList(), 0.5),
                    later);
        }
    }

    private Visit visit(Page page, String id) {
        page.addInitScript(WATCH);
        page.navigate(experiments + "/#/experiments/" + id + "/overview");
        page.waitForFunction("() => seen.curves !== null");
        return new Visit(
                number(page, "seen.facts"), number(page, "seen.curves"), number(page, "seen.longest"), heap(page));
    }

    /** The heap after going through all parts again and again, MB. */
    private static double turns(Page page) {
        for (int turn = 0; turn < TURNS; turn++) {
            for (String part : PARTS) {
                page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName(part).setExact(true))
                        .click();
                page.waitForFunction(
                        "part => document.querySelector('.tabs [aria-current]')?.textContent === part", part);
                page.waitForTimeout(150);
            }
        }
        return heap(page);
    }

    private static double heap(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        JsonObject usage = session.send("Runtime.getHeapUsage");
        session.detach();
        return usage.get("usedSize").getAsDouble() / 1e6;
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate("() => " + expression)).doubleValue();
    }

    private static double at(List<Double> values, double quantile) {
        return values.stream().sorted().toList().get((int) Math.round(quantile * (values.size() - 1)));
    }

    private void include(String id, int trials, Path artifacts) throws IOException {
        Path archive = Files.createTempFile("long-search", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(archive)) {
                LongSearch.write(id, trials, service.quickProfile(), artifacts, out);
            }
            service.includeArchive(archive);
            int written = trials / 4 * 4;
            service.await(
                    "/v1/experiments/" + id + "/trials?limit=1",
                    trialList -> trialList.path("total").asInt() == written);
        } finally {
            Files.delete(archive);
        }
    }
}
