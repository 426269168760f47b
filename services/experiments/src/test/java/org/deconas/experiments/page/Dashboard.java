package org.deconas.experiments.page;

import static io.restassured.RestAssured.get;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.deconas.browser.Visitor;
import org.deconas.experiments.Patience;

/** The dashboard by the names that its visitors know. */
final class Dashboard {

    private final String address;
    private final Visitor visitor;
    private final Page page;

    private Dashboard(String address, Visitor visitor) {
        this.address = address;
        this.visitor = visitor;
        this.page = visitor.page();
    }

    static Dashboard at(String address, Visitor visitor) {
        return new Dashboard(address, visitor);
    }

    /** Goes to a view, as {@code /experiments}, and waits until it is there. */
    Dashboard to(String view) {
        page.navigate(address + "#" + view);
        heading().waitFor();
        return this;
    }

    /** Goes to a part of an experiment's view. */
    Dashboard to(RecordedSearch search, String part) {
        return to("/experiments/" + search.id() + "/" + part);
    }

    /** The same, once the service knows of the experiment. */
    Dashboard toOnceItIsThere(RecordedSearch search, String part) {
        Patience.await().until(() -> get("/v1/experiments/" + search.id()).statusCode() == 200);
        return to(search, part);
    }

    Page page() {
        return page;
    }

    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    Locator main() {
        return page.locator("main");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    /** What the page says of its event stream. */
    Locator live() {
        return page.locator(".live");
    }

    Locator badge() {
        return page.locator(".facts-line .badge");
    }

    Locator rows(String table) {
        return page.getByRole(
                        AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName(table).setExact(true))
                .locator("tbody tr");
    }

    /** A chart that is drawn. */
    Locator chart(String name) {
        Locator chart = page.getByRole(
                AriaRole.IMG, new Page.GetByRoleOptions().setName(name).setExact(true));
        chart.and(page.locator("[data-drawn]")).waitFor();
        return chart;
    }

    /** The rows of a chart's table, by their cells; opens it. */
    List<List<String>> tableOf(String chart) {
        Locator figure = page.locator("figure").filter(new Locator.FilterOptions().setHas(chart(chart)));
        figure.locator("summary").click();
        figure.locator("tbody tr").first().waitFor();
        return figure.locator("tbody tr").all().stream()
                .map(row -> row.locator("td").allInnerTexts())
                .toList();
    }

    /** The value of a fact, by its name. */
    Locator fact(String name) {
        return page.locator("dl > div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                "dt", new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))))
                .locator("dd")
                .first();
    }

    /** The drawing of cells that is shown. */
    Locator drawing() {
        return page.locator(".architecture svg").last();
    }

    /** Clicks a point of a chart, by its values. */
    void click(String chart, double x, double y) {
        Locator room = chart(chart);
        room.scrollIntoViewIfNeeded();
        @SuppressWarnings("unchecked")
        List<Number> pixel = (List<Number>) room.evaluate("""
                async (room, at) => {
                  const { getInstanceByDom } = await import('/_static/echarts/6.0.0/dist/echarts.esm.min.js');
                  return getInstanceByDom(room).convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [at.x, at.y]);
                }""", Map.of("x", x, "y", y));
        room.click(new Locator.ClickOptions()
                .setPosition(pixel.get(0).doubleValue(), pixel.get(1).doubleValue()));
    }

    void photograph(Path file) {
        visitor.photograph(file);
    }
}
