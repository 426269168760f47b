package org.deconas.experiments.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.regex.Pattern;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.schema.ExperimentPauseRequested;
import org.junit.jupiter.api.Test;

/** Searches that are started, paused, resumed, stopped and cloned by the dashboard. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class SteeringDashboardIT extends DashboardVisit {

    @Test
    void everyWrongSettingIsNamedAtItsField() {
        // Given
        page.to("/start");
        page.button("Change a setting").click();
        page.field("Setting").fill("search.rounds");
        page.field("Value").fill("many");
        page.field("Seed").fill("one");

        // When
        page.button("Start the search").click();

        // Then
        assertThat(page.alert()).containsText("settings are wrong");
        assertThat(page.page().locator("#said-images")).containsText("data.images is missing");
        assertThat(page.page().locator("#said-seed")).containsText("must be a whole number");
        assertThat(page.page().locator("#said-1"))
                .containsText("search.rounds is \"many\", but must be a whole number");
        assertThat(page.page().locator("[aria-invalid=true]")).hasCount(3);
        assertThat(page.field("Folder of training images")).isFocused();
    }

    @Test
    void settingsAreSentWithTheTypesOfTheProfile() {
        // Given a seed that JavaScript has no number for
        page.to("/start");
        page.field("Folder of training images").fill("2024");
        page.field("Seed").fill("9007199254740993");
        change(1, "reward.penalty-weight", "1.50");
        change(2, "network.fusion-search", "true");
        change(3, "search.strategy", "random");

        // When
        Request request = page.page()
                .waitForRequest(
                        Pattern.compile("/v1/experiments$"),
                        () -> page.button("Start the search").click());

        // Then
        assertThat(JsonPath.from(request.postData()).getMap("settings"))
                .isEqualTo(Map.of(
                        "data.images",
                        "2024",
                        "seed",
                        "9007199254740993",
                        "reward.penalty-weight",
                        1.5f,
                        "network.fusion-search",
                        true,
                        "search.strategy",
                        "random"));
        String id = JsonPath.from(request.response().text()).getString("id");
        assertThat(get("/v1/experiments/" + id).jsonPath().getLong("settings.seed"))
                .isEqualTo(9007199254740993L);
    }

    @Test
    void cloneHasTheSettingsOfTheOriginalButThoseThatAreChanged() {
        // Given
        String original = start("misty quay", "{\"data.images\": \"/images\", \"search.rounds\": 7}");
        page.to("/start/" + original);
        change(1, "training.steps", "5000");

        // When
        page.button("Start the clone").click();

        // Then
        assertThat(page.main()).containsText("requested");
        String clone = page.page().url().replaceFirst(".*/", "");
        JsonPath settings = get("/v1/experiments/" + clone).jsonPath();
        assertThat(settings.getInt("settings.search.rounds")).isEqualTo(7);
        assertThat(settings.getInt("settings.training.steps")).isEqualTo(5000);
    }

    @Test
    void searchIsStartedPausedResumedAndStoppedAndTheFocusGoesAlong() {
        // Given
        page.page().onDialog(Dialog::accept);
        page.to("/start");
        page.field("Name").fill("foggy harbour");
        page.field("Folder of training images").fill("/images");

        // When
        page.button("Start the search").click();

        // Then
        assertThat(page.heading()).hasText("foggy harbour");
        assertThat(page.badge()).hasText("requested");
        page.button("Pause foggy harbour").press("Enter");
        assertThat(page.badge()).hasText("paused");
        assertThat(page.button("Resume foggy harbour")).isFocused();
        page.button("Resume foggy harbour").press("Enter");
        assertThat(page.button("Pause foggy harbour")).isFocused();
        page.button("Stop foggy harbour").click();
        assertThat(page.badge()).hasText("stopping");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void errorOfAnActionStaysUntilItIsDismissed() {
        // Given
        String id = start("calm pier", "{\"data.images\": \"/images\"}");
        page.page().route(Pattern.compile("/stop$"), Route::abort);
        page.page().onDialog(Dialog::accept);
        page.to("/experiments/" + id);
        page.button("Stop calm pier").click();
        assertThat(page.alert()).containsText("Stop failed: The service cannot be reached.");

        // When
        try (KafkaLog log = new KafkaLog()) {
            log.write(new ExperimentPauseRequested(id, 1));
        }

        // Then
        assertThat(page.badge()).hasText("paused");
        assertThat(page.alert()).containsText("Stop failed: The service cannot be reached.");
        page.button("Dismiss").click();
        assertThat(page.alert()).hasCount(0);
    }

    private void change(int number, String setting, String value) {
        page.button("Change a setting").click();
        page.page().locator("#key-" + number).fill(setting);
        page.page().locator("#value-" + number).fill(value);
    }

    private static String start(String name, String settings) {
        return given().contentType("application/json")
                .body("{\"name\": \"" + name + "\", \"settings\": " + settings + "}")
                .post("/v1/experiments")
                .path("id");
    }
}
