package org.deconas.experiments.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.deconas.browser.Chromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.rest.WithKeys;
import org.deconas.keys.Role;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
@TestProfile(WithKeys.class)
class DashboardWithKeyIT {

    @TestHTTPResource("/")
    String address;

    @Test
    void asksForAKeyUntilItHasOneAndSaysWhatAViewerMayNot() {
        try (Chromium chromium = Chromium.start();
                Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT))) {
            // Given
            String id = given().header("X-Api-Key", WithKeys.key(Role.OPERATOR))
                    .contentType("application/json")
                    .body("{\"name\": \"guarded\", \"settings\": {\"data.images\": \"/images\"}}")
                    .post("/v1/experiments")
                    .path("id");
            Dashboard page = Dashboard.at(address, visitor);
            page.page().navigate(address + "#/experiments/" + id);
            Locator key = page.field("Key");
            assertThat(key).isFocused();
            assertThat(visitor.barriers()).isEmpty();
            // When
            key.fill("deconas_guess");
            page.button("Use this key").click();
            // Then
            assertThat(page.page().getByText("The key is not known here")).isVisible();
            // When
            key.fill(WithKeys.key(Role.VIEWER));
            page.button("Use this key").click();
            // Then
            assertThat(page.heading()).hasText("guarded");
            assertThat(key).isHidden();
            assertThat(page.live()).hasText("live");
            page.button("Pause guarded").click();
            assertThat(page.alert()).containsText("Pause failed: This needs the key of an operator");
        }
    }
}
