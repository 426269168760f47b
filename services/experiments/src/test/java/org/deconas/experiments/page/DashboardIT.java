package org.deconas.experiments.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.deconas.experiments.MeshResource;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialPurpose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard over a search that a real mesh has made. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class DashboardIT extends DashboardVisit {

    private static final String REWARD = "Reward of the trials and baseline, by policy update";

    @BeforeEach
    void aRecordedSearchIsHere() {
        include(SEARCH);
    }

    @Test
    void curvesAreThoseOfTheLog() {
        // Given
        List<RewardMeasured> rewards = SEARCH.events(RewardMeasured.class).stream()
                .filter(reward -> reward.purpose() == TrialPurpose.REINFORCE)
                .toList();
        long updates = SEARCH.events(PolicyUpdated.class).size() - 1;
        PolicyUpdated last = SEARCH.events(PolicyUpdated.class).get((int) updates);

        // When
        page.to(SEARCH, "overview");

        // Then
        assertThat(page.badge()).hasText("completed");
        assertThat(page.fact("Best reward"))
                .hasText(decibels(SEARCH.events(RewardMeasured.class).stream()
                        .mapToDouble(RewardMeasured::reward)
                        .max()
                        .orElseThrow()));
        List<List<String>> table = page.tableOf(REWARD);
        assertThat(table).hasSize((int) updates);
        List<String> row = table.get((int) updates - 1);
        double mean = rewards.stream()
                .filter(reward -> reward.round() == last.round() && reward.update() == last.update())
                .mapToDouble(RewardMeasured::reward)
                .average()
                .orElseThrow();
        assertThat(row.get(2)).isEqualTo(two(mean));
        assertThat(row.get(4)).isEqualTo(two(last.baseline()));
        assertThat(row.get(7)).isEqualTo(two(last.meanEntropy()));
        assertThat(page.fact("Model")).hasText("recorded-x2");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void heatMapBeginsWithAPolicyThatPrefersNothing() {
        // When
        page.to(SEARCH, "policy");

        // Then
        List<List<String>> bits = page.tableOf("Probability of each bit, by policy version");
        assertThat(bits).hasSize(30);
        assertThat(bits.get(0).get(0)).isEqualTo("cell 0: conv of input");
        assertThat(bits.get(29).get(0)).isEqualTo("cell 3: dil of cell 2");
        assertThat(bits).allSatisfy(bit -> assertThat(bit.get(1)).matches("0\\.(49|50)\\d"));
        assertThat(bits).anySatisfy(bit -> assertThat(bit.get(2)).doesNotMatch("0\\.(49|50)\\d"));
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void clickOnAPointShowsItsCellsAndSoDoesAButton() {
        // Given
        var pareto = get("/v1/experiments/recorded/pareto").jsonPath();
        List<Double> psnr =
                pareto.getList("points.findAll { it.kind == 'SEARCH' && it.paretoOptimal }.psnr", Double.class);
        List<Long> cost =
                pareto.getList("points.findAll { it.kind == 'SEARCH' && it.paretoOptimal }.multiplyAdds", Long.class);
        List<String> sequences = pareto.getList("points.findAll { it.kind == 'SEARCH' && it.paretoOptimal }.sequence");
        page.to(SEARCH, "architectures");

        // When
        page.click("PSNR against multiply-adds of the architectures", cost.get(0) / 1e9, psnr.get(0));

        // Then
        assertThat(page.drawing().locator("title")).hasText("Cells of the architecture " + sequences.get(0));
        page.button(decibels(psnr.get(1)) + " at " + giga(cost.get(1))).first().press("Enter");
        assertThat(page.drawing().locator("title")).hasText("Cells of the architecture " + sequences.get(1));
        assertThat(page.fact("PSNR")).hasText(decibels(psnr.get(1)));
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void trialsAreSortedFilteredAndPaged() {
        // Given
        List<RewardMeasured> rewards = SEARCH.events(RewardMeasured.class);
        double best = rewards.stream().mapToDouble(RewardMeasured::reward).max().orElseThrow();
        page.to(SEARCH, "trials");
        assertThat(page.rows("Trials")).hasCount(25);

        // When
        page.button("Reward").click();

        // Then
        assertThat(page.rows("Trials").first()).containsText(decibels(best));
        page.button("Next").click();
        assertThat(page.main()).containsText("26 to 50 of " + rewards.size());
        page.field("Purpose").selectOption("DERIVE");
        long derived = rewards.stream()
                .filter(reward -> reward.purpose() == TrialPurpose.DERIVE)
                .count();
        assertThat(page.rows("Trials")).hasCount((int) derived);
        page.field("State").selectOption("FAILED");
        assertThat(page.main()).containsText("No trial is like that.");
        page.field("State").selectOption("");
        page.rows("Trials").first().getByRole(AriaRole.BUTTON).click();
        RewardMeasured first = rewards.stream()
                .filter(reward -> reward.purpose() == TrialPurpose.DERIVE)
                .max(Comparator.comparingDouble(RewardMeasured::reward))
                .orElseThrow();
        assertThat(page.drawing().locator("title")).hasText("Cells of the architecture " + first.sequence());
    }

    @Test
    void trainingShowsFinalistsWinnerAndWhatIsNotThereInWords() {
        // When
        page.to(SEARCH, "training");

        // Then
        List<List<String>> segments = page.tableOf("Validation PSNR of finalists and winner, by training step");
        assertThat(segments)
                .extracting(row -> row.get(0))
                .contains("winner")
                .anyMatch(name -> name.startsWith("finalist"));
        assertThat(segments).extracting(row -> row.get(1)).contains("500");
        assertThat(page.main()).containsText("No trainer has worked for this experiment as far as this service knows.");
        assertThat(page.main()).containsText("There are no pictures");
        page.to(SEARCH, "settings");
        assertThat(page.rows("Settings of " + SearchesHere.name(SEARCH))
                        .filter(new Locator.FilterOptions().setHasText("search.rounds")))
                .containsText("6");
    }

    @Test
    void winnerThatCannotBeHadSaysWhy() {
        // Given a search that came without its model
        page.to(SEARCH, "overview");

        // When
        page.link("Download the winner").click();

        // Then
        assertThat(page.alert()).containsText("is not in the artifact store");
    }

    @Test
    void partThatCannotBeHadIsTriedAgain() {
        // Given
        Pattern series = Pattern.compile("/recorded/series");
        page.page().route(series, Route::abort);
        page.to(SEARCH, "overview");
        assertThat(page.alert()).containsText("The service cannot be reached. Is it running?");
        page.page().unroute(series);

        // When
        page.button("Try again").click();

        // Then
        page.chart(REWARD);
        assertThat(page.alert()).hasCount(0);
    }

    @Test
    void picturesOfATrainingAreShownByItsSteps() {
        // Given pictures as trainers would have made them
        StandInPictures.of(page.page(), SEARCH.id(), 50, 100, 500);
        page.to(SEARCH, "training");
        Locator picture = page.page().locator("img.preview");
        assertThat(picture).hasAttribute("alt", Pattern.compile("by the winner at step 500, 32.50 dB"));

        // When
        page.field("Step").press("ArrowLeft");

        // Then
        assertThat(picture).hasAttribute("alt", Pattern.compile("by the winner at step 100, 32.10 dB"));
        assertThat(page.field("Step")).hasAttribute("aria-valuetext", "step 100, 32.10 dB");
        assertThat(picture.evaluate("image => image.decode().then(() => image.naturalWidth)"))
                .isEqualTo(96);
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void twoExperimentsAreComparedByCurvesAndSettings() {
        // Given
        include(OTHER);
        page.to("/experiments");
        page.field("State").selectOption("COMPLETED");
        page.rows("Experiments")
                .filter(new Locator.FilterOptions().setHas(page.page().locator("a[href$='/recorded']")))
                .locator("input")
                .check();
        page.rows("Experiments")
                .filter(new Locator.FilterOptions().setHas(page.page().locator("a[href$='/recorder']")))
                .locator("input")
                .check();

        // When
        page.button("Compare 2").click();

        // Then
        assertThat(page.heading()).hasText("2 experiments compared");
        List<List<String>> table = page.tableOf("Mean reward, by policy update");
        assertThat(table).allSatisfy(row -> assertThat(row.get(1)).isEqualTo(row.get(2)));
        assertThat(page.main()).containsText("None: all settings are the same.");
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void coloursCanBeChosenAndAreRemembered() {
        // Given
        page.to("/experiments");
        String light = ground();

        // When
        page.field("Colours").selectOption("dark");

        // Then
        assertThat(ground()).isNotEqualTo(light);
        String dark = ground();
        page.page().reload();
        page.heading().waitFor();
        assertThat(ground()).isEqualTo(dark);
    }

    private String ground() {
        return (String) page.page().evaluate("() => getComputedStyle(document.body).backgroundColor");
    }

    private static String decibels(double value) {
        return two(value) + " dB";
    }

    private static String giga(long value) {
        return String.format(Locale.ROOT, value < 1e10 ? "%.2f G" : "%.1f G", value / 1e9);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
