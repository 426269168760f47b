package org.deconas.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody at a page, and what the browser complains of meanwhile. */
public final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> complaints.add("Uncaught: " + error));
    }

    private void heard(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }

    public Page page() {
        return page;
    }

    /** What the console said of errors, warnings and violations of the content security policy, and what no script caught. */
    public List<String> complaints() {
        page.evaluate("() => new Promise(requestAnimationFrame)"); // lets what was said arrive
        return List.copyOf(complaints);
    }

    /** What axe-core finds in the page as it is now, one line each: rule, what it asks for, where. */
    public List<String> barriers() {
        return new AxeBuilder(page)
                        .setLegacyMode(true) // the pages have no frames, so all is found out in the page itself
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(Visitor::line)
                        .toList();
    }

    private static String line(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + ": "
                + rule.getNodes().stream()
                        .map(node -> String.valueOf(node.getTarget()))
                        .collect(Collectors.joining(", "));
    }

    /** Writes what the visitor could see by scrolling, as a PNG file. */
    public void photograph(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
