package org.deconas.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, without a window. One thread uses it: the one that started it. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts it.
     *
     * @throws org.opentest4j.TestAbortedException where there is none: the test is skipped
     */
    public static Chromium start() {
        return start(System.getenv("PATH"));
    }

    static Chromium start(String searchPath) {
        Path program = find(searchPath)
                .orElseGet(() -> Assumptions.abort("skipped: none of " + String.join(", ", NAMES)
                        + " is on this machine's PATH; install Chromium to run this test"));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new LaunchOptions()
                                    .setExecutablePath(program)
                                    .setHeadless(true)
                                    .setChromiumSandbox(false)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    private static Optional<Path> find(String searchPath) {
        return NAMES.stream()
                .flatMap(name -> directories(searchPath).map(directory -> directory.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> directories(String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator)).map(Path::of);
    }

    /** A new visitor, who knows nothing of what others did. */
    public Visitor visitor(Window window) {
        return new Visitor(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(window.width(), window.height())
                .setColorScheme(window.colours())));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
