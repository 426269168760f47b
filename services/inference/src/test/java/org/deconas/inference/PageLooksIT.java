package org.deconas.inference;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deconas.browser.SharedChromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page looks like, and that nobody is kept out. It leaves pictures of the page in target/page. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class PageLooksIT {

    private static final Path PICTURES = Path.of("target", "page");
    private static final Path PHOTOGRAPH = Path.of("../../../shared/data/test/Set5/butterfly_GT.png");

    @RegisterExtension
    static final SharedChromium CHROMIUM = new SharedChromium();

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @TestHTTPResource("/")
    String address;

    @BeforeEach
    void aModelServes() throws IOException {
        new Client(artifacts).serve("first", 1);
    }

    /** A photograph where there is one. */
    private static byte[] image() throws IOException {
        return Files.exists(PHOTOGRAPH) ? Files.readAllBytes(PHOTOGRAPH) : TestImages.png(256, 256);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void noBarrierIsInTheWay(ColorScheme colours) throws IOException {
        // Given
        try (Visitor visitor = CHROMIUM.visitor(Window.desktop(colours))) {
            PageVisit page = PageVisit.to(address, visitor);
            assertThat(page.model()).isVisible();
            visitor.photograph(picture("start", colours));
            assertThat(visitor.barriers()).as("at the start").isEmpty();
            page.choose("notes.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
            page.enlarge();
            assertThat(page.error()).not().isEmpty();
            visitor.photograph(picture("error", colours));
            assertThat(visitor.barriers()).as("with an error").isEmpty();

            // When
            page.enlarge("butterfly.png", image());

            // Then
            visitor.photograph(picture("result", colours));
            assertThat(visitor.barriers()).as("with a result").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void fitsATelephone(ColorScheme colours) throws IOException {
        // Given
        try (Visitor visitor = CHROMIUM.visitor(Window.telephone(colours))) {
            PageVisit page = PageVisit.to(address, visitor);

            // When
            page.enlarge("a photograph with a long name that somebody has given to it.png", image());

            // Then
            visitor.photograph(picture("telephone", colours));
            assertThat(visitor.page().evaluate("() => document.documentElement.scrollWidth"))
                    .isEqualTo(360);
            assertThat(visitor.barriers()).isEmpty();
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private static Path picture(String name, ColorScheme colours) {
        return PICTURES.resolve(name + "-" + colours.name().toLowerCase(Locale.ROOT) + ".png");
    }
}
