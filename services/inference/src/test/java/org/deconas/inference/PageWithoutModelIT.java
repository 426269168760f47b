package org.deconas.inference;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.deconas.browser.Chromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WithoutKafka.class)
class PageWithoutModelIT {

    @TestHTTPResource("/")
    String address;

    @Test
    void saysThatThereIsNoModelYetAndLooksAgainWhenAsked() {
        try (Chromium chromium = Chromium.start();
                Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT))) {
            // Given
            PageVisit page = PageVisit.to(address, visitor);
            page.choose("noise.png", "image/png", TestImages.png(8, 8));

            // When
            visitor.page()
                    .waitForResponse(
                            "**/v1/models", () -> page.button("Look again").click());

            // Then
            assertThat(visitor.page().getByText("No model serves yet. One appears when a search or a training ends."))
                    .isVisible();
            assertThat(page.model()).isHidden();
            assertThat(page.button("Enlarge")).isDisabled();
            assertThat(visitor.barriers()).isEmpty();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void saysThatTheModelsCannotBeListedAndLooksAgainWhenAsked() {
        try (Chromium chromium = Chromium.start();
                Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT))) {
            // Given
            visitor.page().route("**/v1/models", Route::abort);
            PageVisit page = PageVisit.to(address, visitor);
            assertThat(visitor.page()
                            .getByText("The models cannot be listed. The service cannot be reached. Is it running?"))
                    .isVisible();
            visitor.page().unrouteAll();

            // When
            page.button("Look again").click();

            // Then
            assertThat(visitor.page().getByText("No model serves yet.")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "index.html", "page/app.js", "page/page.css", "page/icon.svg"})
    void thePageMayLoadOnlyWhatTheServiceGives(String file) {
        // When
        Response response = given().get("/" + file);

        // Then
        response.then()
                .statusCode(200)
                .header("Content-Security-Policy", startsWith("default-src 'self'; img-src 'self' blob: data:;"))
                .header("Cache-Control", "no-cache");
        assertGuarded(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/models", "v1/models/none", "nothing", "q/health/live"})
    void everyAnswerForbidsWhatBrowsersNeedNotDo(String path) {
        // When
        Response response = given().get("/" + path);

        // Then
        response.then().header("Content-Security-Policy", nullValue());
        assertGuarded(response);
    }

    private static void assertGuarded(Response response) {
        response.then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Frame-Options", "DENY");
    }
}
