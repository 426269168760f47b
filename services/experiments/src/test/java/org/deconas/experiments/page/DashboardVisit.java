package org.deconas.experiments.page;

import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import java.nio.file.Path;
import org.deconas.browser.SharedChromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test has a visitor of its own at a desk; the searches that it looks at may be there from tests before. */
abstract class DashboardVisit {

    static final RecordedSearch SEARCH = RecordedSearch.as("recorded");
    static final RecordedSearch OTHER = RecordedSearch.as("recorder");

    @RegisterExtension
    static final SharedChromium CHROMIUM = new SharedChromium();

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @TestHTTPResource("/")
    String address;

    Visitor visitor;
    Dashboard page;

    @BeforeEach
    void aVisitorComes() {
        visitor = CHROMIUM.visitor(Window.desktop(ColorScheme.LIGHT));
        page = Dashboard.at(address, visitor);
    }

    @AfterEach
    void theVisitorLeaves() {
        visitor.close();
    }

    /** Imports searches, unless they are here. */
    void include(RecordedSearch... searches) {
        for (RecordedSearch search : searches) {
            SearchesHere.include(search, artifacts);
        }
    }
}
