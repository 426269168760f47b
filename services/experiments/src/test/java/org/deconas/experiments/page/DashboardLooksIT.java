package org.deconas.experiments.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import org.deconas.browser.Chromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.deconas.experiments.MeshResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the dashboard looks like, and that nobody is kept out. It leaves pictures of each view in target/dashboard. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class DashboardLooksIT {

    private static final Path PICTURES = Path.of("target", "dashboard");
    private static final RecordedSearch SEARCH = RecordedSearch.as("recorded");
    private static final RecordedSearch OTHER = RecordedSearch.as("recorder");

    private static Chromium chromium;

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @TestHTTPResource("/")
    String address;

    @BeforeAll
    static void startChromium() {
        chromium = Dashboard.patientChromium();
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void twoSearchesAreHere() {
        SearchesHere.include(SEARCH, artifacts);
        SearchesHere.include(OTHER, artifacts);
    }

    @Test
    void noBarrierIsInTheWayOnADesk() {
        try (Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT))) {
            look(visitor, "light");
        }
    }

    @Test
    void noBarrierIsInTheWayOnATelephoneInTheDark() {
        try (Visitor visitor = chromium.visitor(new Window(390, 844, ColorScheme.DARK))) {
            look(visitor, "telephone-dark");
        }
    }

    @Test
    void isDarkForWhoeverPrefersThat() {
        try (Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.DARK))) {
            // Given
            Dashboard page = Dashboard.at(address, visitor);

            // When
            page.to(SEARCH, "overview").chart("Entropy of the policy, by update");

            // Then
            page.photograph(PICTURES.resolve("overview-dark.png"));
            assertThat(page.page().evaluate("() => getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(23, 24, 23)");
        }
    }

    private void look(Visitor visitor, String name) {
        Dashboard page = Dashboard.at(address, visitor);
        StandInPictures.of(visitor.page(), SEARCH.id(), 50, 100, 500);
        for (View view : VIEWS) {
            // When
            page.to(view.address);
            if (view.chart != null) {
                page.chart(view.chart);
            }

            // Then
            page.photograph(PICTURES.resolve(view.name + "-" + name + ".png"));
            assertThat(visitor.barriers()).as(view.name).isEmpty();
            assertThat(page.overflow())
                    .as("%s is wider than the window", view.name)
                    .isNotPositive();
            assertThat(page.widestChartOverflow())
                    .as("a chart of %s is wider than its room", view.name)
                    .isNotPositive();
        }
        assertThat(visitor.complaints()).isEmpty();
    }

    /**
     * A view.
     *
     * @param chart one that is drawn when the view is there; null where there is none
     */
    private record View(String name, String address, String chart) {}

    private static final List<View> VIEWS = List.of(
            new View("list", "/experiments", null),
            new View("start", "/start", null),
            new View("overview", "/experiments/recorded/overview", "Entropy of the policy, by update"),
            new View("policy", "/experiments/recorded/policy", "Probability of each bit, by policy version"),
            new View(
                    "architectures",
                    "/experiments/recorded/architectures",
                    "PSNR against multiply-adds of the architectures"),
            new View("trials", "/experiments/recorded/trials", null),
            new View("training", "/experiments/recorded/training", "Loss of the shared training, by round"),
            new View("settings", "/experiments/recorded/settings", null),
            new View("compare", "/compare/recorded,recorder", "Mean reward, by policy update"),
            new View("nothing", "/nowhere", null));
}
