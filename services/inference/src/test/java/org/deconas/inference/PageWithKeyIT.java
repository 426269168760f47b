package org.deconas.inference;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.deconas.browser.Chromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithKeys.class)
class PageWithKeyIT {

    @TestHTTPResource("/")
    String address;

    @Test
    void asksForAKeyUntilItHasOneAndGoesOnWithIt() {
        try (Chromium chromium = Chromium.start();
                Visitor visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT))) {
            // Given
            PageVisit page = PageVisit.to(address, visitor);
            Locator key = visitor.page().getByLabel("Key", new Page.GetByLabelOptions().setExact(true));
            assertThat(key).isFocused();
            assertThat(visitor.barriers()).isEmpty();
            // When
            key.fill("deconas_guess");
            page.button("Use this key").click();
            // Then
            assertThat(visitor.page().getByText("The key is not known here")).isVisible();
            assertThat(key).isEmpty();
            // When
            key.fill(WithKeys.viewer());
            page.button("Use this key").click();
            // Then
            assertThat(visitor.page().getByText("No model serves yet.")).isVisible();
            assertThat(key).isHidden();
            assertThat(visitor.page().evaluate("() => [...Object.values(sessionStorage)].join()"))
                    .isEqualTo(WithKeys.viewer());
            assertThat(visitor.page().evaluate("() => localStorage.length + document.cookie.length"))
                    .isEqualTo(0);
        }
    }
}
