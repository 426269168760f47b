package org.deconas.experiments.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dashboard's list: live, honest about what it cannot have, and at rest while somebody is at it. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class ListDashboardIT extends DashboardVisit {

    private static final Pattern LIST = Pattern.compile("/v1/experiments\\?");
    private static final Pattern STREAM = Pattern.compile("/v1/events");
    private static final String NOTHING = "{\"items\": [], \"total\": 0, \"limit\": 50, \"offset\": 0}";

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void listSaysWhenThereIsNothingAndWhenItCannotBeHad() {
        // Given
        request("listone1");
        page.page().route(LIST, route -> answer(route, NOTHING));
        page.to("/experiments");
        assertThat(page.main()).containsText("There are no experiments yet.");
        page.page().unroute(LIST);
        page.page().route(LIST, Route::abort);

        // When
        page.field("State").selectOption("REQUESTED");

        // Then
        assertThat(page.alert())
                .containsText(
                        "The service cannot be reached. Is it running? What is below may be old; this looks again by itself.");
        page.page().unroute(LIST);
        assertThat(page.alert()).hasCount(0);
        assertThat(row("listone1")).isVisible();
    }

    @Test
    void experimentAppearsAndChangesByTheStreamAlone() {
        // Given a page in which nothing is done by the clock
        page.page().addInitScript("globalThis.setInterval = () => 0;");
        page.to("/experiments");
        assertThat(page.live()).hasText("live");

        // When
        request("listone2");

        // Then
        assertThat(row("listone2")).containsText("requested");
        log.write(ExperimentEnded.failed("listone2", "no image could be read"));
        assertThat(row("listone2")).containsText("no image could be read");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void withoutTheStreamTheListIsLookedAtByTheClockAndSaysSo() {
        // Given
        page.page().route(STREAM, Route::abort);
        page.to("/experiments");
        assertThat(page.live())
                .hasText("the connection broke off; trying again, and looking every 5 seconds meanwhile");

        // When
        request("listone3");

        // Then
        assertThat(row("listone3")).isVisible();
        page.page().unroute(STREAM);
        assertThat(page.live()).hasText("live");
    }

    @Test
    void agesMoveWhileNothingHappens() {
        // Given
        request("listone4");
        page.page().clock().install();
        page.to("/experiments");
        Locator age = row("listone4").locator("time");
        assertThat(age).containsText("second");

        // When
        page.page().clock().fastForward("10:00");

        // Then
        assertThat(age).containsText("10 minutes ago");
    }

    @Test
    void listThatIsNotAnsweredSaysSoAndIsLookedAtAgain() {
        // Given
        request("listone5");
        page.page().clock().install();
        page.page().route(LIST, route -> {});
        page.page().waitForRequest(LIST, () -> page.to("/experiments"));

        // When
        page.page().clock().fastForward("00:31");

        // Then
        assertThat(page.alert())
                .containsText("The service has not answered within 30 seconds. This looks again by itself.");
        page.page().unroute(LIST);
        assertThat(row("listone5")).isVisible();
        assertThat(page.alert()).hasCount(0);
    }

    @Test
    void olderAnswerThatComesLaterIsNotShown() {
        // Given
        AtomicReference<Route> slow = new AtomicReference<>();
        request("listone6");
        page.page().route(LIST, route -> {
            if (route.request().url().contains("state=")) {
                route.resume();
            } else {
                slow.compareAndSet(null, route);
            }
        });
        page.page().waitForRequest(LIST, () -> page.to("/experiments"));
        page.field("State").selectOption("REQUESTED");
        assertThat(row("listone6")).isVisible();

        // When
        page.page().waitForRequestFinished(() -> answer(slow.get(), NOTHING));

        // Then
        assertThat(page.page().evaluate("() => new Promise(requestAnimationFrame).then(() => true)"))
                .isEqualTo(true);
        assertThat(row("listone6")).isVisible();
    }

    @Test
    void focusStaysWhereItIsWhileTheListChanges() {
        // Given
        request("listone7");
        page.to("/experiments");
        Locator clone = row("listone7").getByText("Clone");
        clone.focus();

        // When
        log.write(ExperimentEnded.failed("listone7", "no image could be read"));

        // Then
        assertThat(row("listone7")).containsText("failed");
        assertThat(clone).isFocused();
    }

    private void request(String id) {
        log.write(RecordedSearch.as(id).events(ExperimentRequested.class).get(0));
    }

    private Locator row(String id) {
        return page.rows("Experiments")
                .filter(new Locator.FilterOptions().setHas(page.page().locator("a[href$='experiments/" + id + "']")));
    }

    private static void answer(Route route, String json) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(json));
    }
}
