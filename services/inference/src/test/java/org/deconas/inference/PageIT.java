package org.deconas.inference;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.deconas.browser.SharedChromium;
import org.deconas.browser.Visitor;
import org.deconas.browser.Window;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.RgbImage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class PageIT {

    private static final byte[] IMAGE = TestImages.png(64, 48);

    @RegisterExtension
    static final SharedChromium CHROMIUM = new SharedChromium();

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @TestHTTPResource("/")
    String address;

    private Visitor visitor;
    private PageVisit page;

    @BeforeEach
    void aVisitorComesWhileTwoModelsServe() throws IOException {
        Client client = new Client(artifacts);
        client.serve("first", 1);
        client.serve("second", 2);
        visitor = CHROMIUM.visitor(Window.desktop(ColorScheme.LIGHT));
        page = PageVisit.to(address, visitor);
    }

    @AfterEach
    void theVisitorLeaves() {
        visitor.close();
    }

    @Test
    void showsTheEnlargedImageOverTheOriginal() {
        // When
        page.enlarge("noise.png", IMAGE);

        // Then
        assertThat(PageVisit.size(page.after())).isEqualTo("128x96");
        assertThat(PageVisit.size(page.before())).isEqualTo("64x48");
        assertThat(page.after().boundingBox())
                .usingRecursiveComparison()
                .isEqualTo(page.before().boundingBox());
        assertThat(page.facts()).containsText("128 × 96");
        assertThat(page.facts()).containsText(Pattern.compile("\\d (ms|s) in the network, .* in all"));
        assertThat(page.status()).containsText("noise.png is enlarged to 128 × 96 in ");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void keysOnTheSliderMoveWhatIsSeenOfTheOriginal() {
        // Given
        page.enlarge("noise.png", IMAGE);
        String half = page.clip();
        page.slider().focus();

        // When
        page.slider().press("ArrowRight");

        // Then
        assertThat(half).isEqualTo("inset(0px 50% 0px 0px)");
        assertThat(page.clip()).isEqualTo("inset(0px 49% 0px 0px)");
        assertThat(page.slider()).hasAttribute("aria-valuetext", "51% original, 49% enlarged");
        page.slider().press("End");
        assertThat(page.clip()).isEqualTo("inset(0px 0% 0px 0px)");
        page.slider().press("Home");
        assertThat(page.clip()).isEqualTo("inset(0px 100% 0px 0px)");
    }

    @Test
    void draggingMovesTheDividerUntilTheImageIsLargerThanItsRoom() {
        // Given
        page.enlarge("noise.png", IMAGE);
        page.drag(0.5, 0.75);
        String afterFirst = page.clip();
        double left = page.after().boundingBox().x;
        page.button("Zoom in").click();
        double leftZoomed = page.after().boundingBox().x;

        // When
        page.drag(0.4, 0.35);

        // Then
        assertThat(afterFirst).isEqualTo("inset(0px 25% 0px 0px)");
        assertThat(page.clip()).isEqualTo(afterFirst);
        assertThat(leftZoomed).isLessThan(left);
        assertThat(page.after().boundingBox().x).isLessThan(leftZoomed);
        assertThat(page.before().boundingBox())
                .usingRecursiveComparison()
                .isEqualTo(page.after().boundingBox());
    }

    @Test
    void buttonsKeysAndTheWheelZoom() {
        // Given
        page.enlarge("noise.png", TestImages.png(320, 240));
        page.button("100%").click();
        assertThat(page.zoom()).hasText("100%");
        assertThat(page.after().boundingBox().width).isEqualTo(640);
        page.button("Zoom in").click();
        assertThat(page.zoom()).hasText("125%");
        page.button("Fit").click();
        assertThat(page.after().boundingBox().width).isCloseTo(page.viewer().boundingBox().width, offset(0.5));

        // When
        page.viewer().press("1");
        page.viewer().press("+");
        page.viewer().press("+");
        page.viewer().press("-");

        // Then
        assertThat(page.zoom()).hasText("125%");
        page.viewer().hover();
        visitor.page().mouse().wheel(0, -400);
        assertThat(page.zoom()).hasText("228%");
        page.viewer().press("0");
        assertThat(page.after().boundingBox().width).isCloseTo(page.viewer().boundingBox().width, offset(0.5));
    }

    @Test
    void saysWhatIsWrongWithATextFile() {
        // Given
        page.choose("notes.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));

        // When
        page.enlarge();

        // Then
        assertThat(page.error()).containsText("no picture of a known kind");
        assertThat(page.after()).isHidden();
        assertThat(page.button("Enlarge")).isEnabled();
        page.enlarge("noise.png", IMAGE);
        assertThat(page.error()).isEmpty();
    }

    @Test
    void theNewestModelIsChosenAndAnotherCanBe() {
        // Given
        assertThat(page.model()).hasValue("second");
        assertThat(page.model().locator("option:checked")).hasText("second · ×2 · 33.50 dB");
        page.model().selectOption("first");
        page.choose("noise.png", "image/png", IMAGE);

        // When
        Request request = visitor.page().waitForRequest(Pattern.compile("/v1/upscale"), page::enlarge);

        // Then
        assertThat(request.url()).endsWith("/v1/upscale?model=first&format=png");
        assertThat(request.headerValue("content-type")).isEqualTo("image/png");
        assertThat(page.facts()).containsText("Modelfirst");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelReturnsToTheStart(boolean byKey) {
        // Given a network that is so slow that the request never arrives
        visitor.page().route(Pattern.compile("/v1/upscale"), route -> {});
        page.choose("noise.png", "image/png", IMAGE);
        page.enlarge();
        assertThat(page.progress()).isVisible();
        assertThat(page.button("Cancel")).isFocused();

        // When
        if (byKey) {
            visitor.page().keyboard().press("Escape");
        } else {
            page.button("Cancel").click();
        }

        // Then
        assertThat(page.status()).hasText("Cancelled; noise.png is still chosen.");
        assertThat(page.failures()).containsExactly("net::ERR_ABORTED");
        assertThat(page.progress()).isHidden();
        assertThat(page.button("Cancel")).isHidden();
        assertThat(page.button("Enlarge")).isFocused();
        assertThat(page.error()).isEmpty();
        visitor.page().unrouteAll();
        page.enlarge();
        page.after().waitFor();
    }

    @Test
    void anotherImageEndsWhatRunsForTheOneBefore() {
        // Given
        visitor.page().route(Pattern.compile("/v1/upscale"), route -> {});
        page.choose("slow.png", "image/png", IMAGE);
        page.enlarge();

        // When
        page.choose("next.png", "image/png", TestImages.png(20, 10));

        // Then
        assertThat(page.status()).hasText("next.png is chosen.");
        assertThat(page.failures()).containsExactly("net::ERR_ABORTED");
        visitor.page().unrouteAll();
        page.enlarge();
        page.after().waitFor();
        assertThat(PageVisit.size(page.after())).isEqualTo("40x20");
    }

    @Test
    void theDownloadIsTheEnlargedImageUnderTheNameOfTheOriginal() throws IOException {
        // Given
        page.enlarge("my.photo.jpeg", IMAGE);

        // When
        Download download = visitor.page().waitForDownload(() -> page.download().click());

        // Then
        assertThat(download.suggestedFilename()).isEqualTo("my.photo-x2.png");
        RgbImage saved = ImageFiles.read(Files.readAllBytes(download.path()), "download");
        assertThat(saved.width()).isEqualTo(128);
        assertThat(saved.height()).isEqualTo(96);
    }

    @Test
    void theDownloadHasTheFormatThatIsChosen() {
        // Given
        page.format("JPEG").check();
        page.enlarge("noise.png", IMAGE);

        // When
        Download download = visitor.page().waitForDownload(() -> page.download().click());

        // Then
        assertThat(download.suggestedFilename()).isEqualTo("noise-x2.jpg");
        assertThat(download.path())
                .satisfies(path -> assertThat(Files.readAllBytes(path)).startsWith(0xFF, 0xD8, 0xFF));
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "paste"})
    void anImageCanBeDroppedAndPasted(String event) {
        // Given
        page.give(event, "given.png", IMAGE);

        // When
        page.enlarge();

        // Then
        assertThat(page.status()).containsText("given.png is enlarged to 128 × 96");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void thePageSaysThatItCanBeDroppedOnWhileAFileHoversOverIt() {
        // When
        page.give("dragenter", "given.png", IMAGE);

        // Then
        assertThat(page.curtain()).isVisible();
        page.give("dragleave", "given.png", IMAGE);
        assertThat(page.curtain()).isHidden();
    }

    @Test
    void keepsNothingOfEarlierImagesInMemory() {
        // Given
        page.enlarge("one.png", IMAGE);
        int ofOne = page.liveObjectUrls();

        // When
        page.enlarge("two.png", TestImages.png(30, 30));
        page.enlarge("three.png", TestImages.png(20, 30));

        // Then
        assertThat(PageVisit.size(page.after())).isEqualTo("40x60");
        assertThat(page.liveObjectUrls()).isEqualTo(ofOne).isEqualTo(3);
        page.choose("four.png", "image/png", IMAGE);
        assertThat(page.after()).isHidden();
        assertThat(page.liveObjectUrls()).isEqualTo(1);
    }
}
