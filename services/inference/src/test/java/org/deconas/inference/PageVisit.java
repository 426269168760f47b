package org.deconas.inference;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.deconas.browser.Visitor;

/** The page by the names that its visitors know. */
final class PageVisit {

    private static final String LIVE_OBJECT_URLS = """
            const live = new Set();
            const create = URL.createObjectURL, revoke = URL.revokeObjectURL;
            URL.createObjectURL = (blob) => { const url = create.call(URL, blob); live.add(url); return url; };
            URL.revokeObjectURL = (url) => { live.delete(url); revoke.call(URL, url); };
            globalThis.liveObjectUrls = live;
            """;

    private final Page page;
    private final List<String> failures = new ArrayList<>();

    private PageVisit(Page page) {
        this.page = page;
        page.onRequestFailed(request -> failures.add(request.failure()));
    }

    static PageVisit to(String address, Visitor visitor) {
        visitor.page().addInitScript(LIVE_OBJECT_URLS);
        visitor.page().navigate(address);
        return new PageVisit(visitor.page());
    }

    void choose(String name, String type, byte[] content) {
        page.getByLabel("Image", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload(name, type, content));
    }

    /** Has the page get an event with a file, as a browser gives one. */
    void give(String event, String file, byte[] content) {
        page.evaluate(
                """
                ({ event, name, content }) => {
                  const data = new DataTransfer();
                  const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
                  data.items.add(new File([bytes], name, { type: 'image/png' }));
                  document.body.dispatchEvent(event === 'paste'
                    ? new ClipboardEvent(event, { clipboardData: data, bubbles: true, cancelable: true })
                    : new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true }));
                }""",
                Map.of(
                        "event",
                        event,
                        "name",
                        file,
                        "content",
                        Base64.getEncoder().encodeToString(content)));
    }

    void enlarge() {
        button("Enlarge").click();
    }

    void enlarge(String name, byte[] png) {
        choose(name, "image/png", png);
        enlarge();
        after().waitFor();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator model() {
        return page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true));
    }

    /** The choice of an output format. */
    Locator format(String name) {
        return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
    }

    Locator after() {
        return page.getByAltText("Enlarged by the model");
    }

    Locator before() {
        return page.getByAltText("Original, enlarged by the browser");
    }

    /** What of the original is to be seen. */
    String clip() {
        return (String) page.locator("#before-layer").evaluate("layer => getComputedStyle(layer).clipPath");
    }

    Locator slider() {
        return page.getByRole(AriaRole.SLIDER);
    }

    Locator viewer() {
        return page.getByLabel("Images, one over the other");
    }

    Locator zoom() {
        return page.locator("#zoom-level");
    }

    /** Drags along the viewer's upper quarter; places are parts of its width. */
    void drag(double from, double to) {
        viewer().scrollIntoViewIfNeeded();
        BoundingBox box = viewer().boundingBox();
        double y = box.y + box.height / 4;
        page.mouse().move(box.x + from * box.width, y);
        page.mouse().down();
        page.mouse().move(box.x + to * box.width, y);
        page.mouse().up();
    }

    Locator progress() {
        return page.getByRole(AriaRole.PROGRESSBAR);
    }

    Locator curtain() {
        return page.getByText("Drop the image here");
    }

    Locator status() {
        return page.locator("p[role=status]");
    }

    Locator error() {
        return page.getByRole(AriaRole.ALERT);
    }

    Locator facts() {
        return page.locator("dl");
    }

    Locator download() {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download"));
    }

    /** How requests ended that got no answer; waits for the first. */
    List<String> failures() {
        page.waitForCondition(() -> !failures.isEmpty());
        return List.copyOf(failures);
    }

    int liveObjectUrls() {
        return (int) page.evaluate("() => liveObjectUrls.size");
    }

    /** Width and height of an image in its own pixels. */
    static String size(Locator image) {
        return (String) image.evaluate("image => `${image.naturalWidth}x${image.naturalHeight}`");
    }
}
