package org.deconas.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The Chromium that the test classes of a run share: started for the first of them, closed behind the last. Assertions wait for as long as
 * a machine that also does other things may take.
 */
public final class SharedChromium implements BeforeAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        chromium = context.getRoot()
                .getStore(Namespace.create(SharedChromium.class))
                .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
    }

    /** A new visitor, who knows nothing of what others did. */
    public Visitor visitor(Window window) {
        return chromium.visitor(window);
    }
}
