package org.deconas.experiments.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.deconas.experiments.MeshResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the dashboard looks like, and that nobody is kept out: each view at a desk in the light, then in the dark, then on a telephone. It
 * leaves pictures in target/dashboard.
 */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class DashboardLooksIT extends DashboardVisit {

    private static final Path PICTURES = Path.of("target", "dashboard");

    @BeforeEach
    void twoSearchesAreHere() {
        include(SEARCH, OTHER);
        StandInPictures.of(visitor.page(), SEARCH.id(), 50, 100, 500);
    }

    /** Where a visitor goes, and what is there when all of it is. */
    enum View {
        LIST("/experiments", page -> assertThat(page.live()).hasText("live")),
        START("/start", page -> {}),
        CLONE("/start/recorded", page -> page.button("Change a setting").click()),
        OVERVIEW("/experiments/recorded/overview", page -> {
            page.chart("Entropy of the policy, by update");
            page.drawing().waitFor();
        }),
        POLICY("/experiments/recorded/policy", page -> page.chart("Probability of each bit, by policy version")),
        ARCHITECTURES("/experiments/recorded/architectures", page -> {
            page.chart("PSNR against multiply-adds of the architectures");
            page.drawing().waitFor();
        }),
        TRIALS("/experiments/recorded/trials", page -> {
            page.rows("Trials").first().getByRole(AriaRole.BUTTON).click();
            page.drawing().waitFor();
        }),
        TRAINING("/experiments/recorded/training", page -> {
            page.chart("Loss of the shared training, by round");
            page.page().locator("img.preview[src]").waitFor();
        }),
        SETTINGS(
                "/experiments/recorded/settings",
                page -> page.main().getByText("search.rounds").waitFor()),
        COMPARE("/compare/recorded,recorder", page -> {
            page.chart("Mean reward, by policy update");
            page.main().getByText("trials and").waitFor();
        }),
        NOTHING("/nowhere", page -> {});

        private final String address;
        private final Consumer<Dashboard> arrival;

        View(String address, Consumer<Dashboard> arrival) {
            this.address = address;
            this.arrival = arrival;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noBarrierIsInTheWay(View view) {
        // Given
        page.to(view.address);
        view.arrival.accept(page);
        photograph(view, "light");
        assertThat(visitor.barriers()).as("at a desk, in the light").isEmpty();
        assertFits();

        // When
        page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

        // Then
        photograph(view, "dark");
        page.page().setViewportSize(390, 844);
        assertFits();
        photograph(view, "telephone-dark");
        assertThat(visitor.barriers()).as("on a telephone, in the dark").isEmpty();
        assertThat(visitor.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void whatIsWrongIsSaidWithoutBarriers(ColorScheme colours) {
        // Given
        page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        page.to("/start");
        page.button("Change a setting").click();
        page.field("Setting").fill("search.round");
        page.button("Start the search").click();
        assertThat(page.alert()).containsText("settings are wrong");
        page.photograph(PICTURES.resolve("wrong-" + colours.name().toLowerCase(Locale.ROOT) + ".png"));
        assertThat(visitor.barriers()).as("a form with errors").isEmpty();

        // When
        page.page().route(Pattern.compile("/v1/experiments\\?"), Route::abort);
        page.to("/experiments");

        // Then
        assertThat(page.alert()).containsText("The service cannot be reached.");
        assertThat(visitor.barriers()).as("a list that cannot be had").isEmpty();
    }

    @Test
    void isDarkForWhoeverPrefersThat() {
        // Given
        page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

        // When
        page.to("/experiments");

        // Then
        assertThat(page.page().evaluate("() => getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(23, 24, 23)");
    }

    /** Charts follow the size of the window with the next frames. */
    private void assertFits() {
        page.page().waitForFunction("() => document.documentElement.scrollWidth <= innerWidth");
        page.page()
                .waitForFunction("() => [...document.querySelectorAll('.chart canvas')]"
                        + ".every(canvas => canvas.clientWidth <= canvas.closest('.chart').clientWidth)");
    }

    private void photograph(View view, String how) {
        page.photograph(PICTURES.resolve(view.name().toLowerCase(Locale.ROOT) + "-" + how + ".png"));
    }
}
