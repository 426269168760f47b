package org.deconas.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ChromiumTest {

    @Test
    void aTestIsSkippedWithAClearWordWhereThereIsNoChromium(@TempDir Path empty) {
        // When
        assertThatThrownBy(() -> Chromium.start(empty.toString()))
                // Then
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("skipped: none of chromium, ");
    }

    @Test
    void aVisitorSeesThePageThroughTheWindow() {
        // Given
        Window window = Window.telephone(ColorScheme.DARK);

        try (Chromium chromium = Chromium.start();
                Visitor visitor = chromium.visitor(window)) {
            // When
            Object seen = visitor.page()
                    .evaluate("() => innerWidth + ' ' + matchMedia('(prefers-color-scheme: dark)').matches");

            // Then
            assertThat(seen).isEqualTo("360 true");
        }
    }
}
