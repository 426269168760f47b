package org.deconas.experiments.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Patience;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentEnded;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.WorkClaimed;
import org.deconas.schema.WorkRenewed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dashboard while a search goes on: the events of one that a real mesh has made come while somebody looks. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class LiveDashboardIT extends DashboardVisit {

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void pageFollowsASearchToItsEnd() {
        // Given
        RecordedSearch search = RecordedSearch.as("liveone1");
        List<Event> events = search.events();
        int half = indexOfReward(events, 40);
        events.subList(0, half).forEach(log::write);
        page.toOnceItIsThere(search, "overview");
        assertThat(page.fact("Trials")).containsText("40 measured");
        assertThat(page.live()).containsText("live");
        page.page().evaluate("() => { globalThis.notLoadedAgain = true; }");

        // When
        events.subList(half, events.size()).forEach(log::write);
        SearchesHere.awaitAll(search);

        // Then
        int rewards = search.events(RewardMeasured.class).size();
        assertThat(page.badge()).containsText("completed");
        assertThat(page.fact("Trials")).containsText(rewards + " measured");
        assertThat(page.fact("Model")).containsText("liveone1-x2");
        int updates = search.events(PolicyUpdated.class).size() - 1;
        assertThat(page.tableOf("Entropy of the policy, by update")).hasSize(updates);
        assertThat(page.page().evaluate("() => notLoadedAgain")).isEqualTo(true);
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    void streamThatBreaksOffIsTakenUpAgain() {
        // Given
        RecordedSearch search = RecordedSearch.as("liveone2");
        List<Event> events = search.events();
        int some = indexOfReward(events, 10);
        events.subList(0, some).forEach(log::write);
        Pattern stream = Pattern.compile("/liveone2/events");
        page.page().route(stream, Route::abort);
        page.toOnceItIsThere(search, "overview");
        assertThat(page.live()).containsText("the connection broke off");
        int more = indexOfReward(events, 30);

        // When
        page.page().unroute(stream);

        // Then
        assertThat(page.live()).hasText("live");
        events.subList(some, more).forEach(log::write);
        assertThat(page.fact("Trials")).containsText("30 measured");
    }

    @Test
    void trainersAreShownAtTheirWork() {
        // Given
        RecordedSearch search = RecordedSearch.as("liveone3");
        search.events().subList(0, 4).forEach(log::write);
        String work = "liveone3/r0/train-0";
        log.write(new WorkClaimed("liveone3", work, 1, "trainer-7", "trainer-7/x"));
        page.toOnceItIsThere(search, "training");
        AtomicInteger beats = new AtomicInteger();

        // When, then: it is at work for as long as it says so
        Patience.await().pollInSameThread().pollInterval(Duration.ofSeconds(1)).until(() -> {
            int beat = beats.incrementAndGet();
            log.write(new WorkRenewed("liveone3", work, 1, "trainer-7/x", beat));
            log.write(new TrainingProgressed("liveone3", work, beat, 1_000, 0.1, 12.5, "trainer-7", "GPU:0", 0.625));
            String rows = String.join(" ", page.rows("Trainers").allInnerTexts());
            return rows.contains("trainer-7")
                    && rows.contains("at work")
                    && rows.contains("of 1,000")
                    && rows.contains("12.5")
                    && rows.contains("GPU:0, 63 % of its peak");
        });
    }

    @Test
    void failedSearchSaysWhy() {
        // Given
        log.write(
                RecordedSearch.as("liveone4").events(ExperimentRequested.class).get(0));
        log.write(ExperimentEnded.failed("liveone4", "no image could be read"));

        // When
        page.toOnceItIsThere(RecordedSearch.as("liveone4"), "overview");

        // Then
        assertThat(page.badge()).containsText("failed");
        assertThat(page.main()).containsText("no image could be read");
        assertThat(page.main()).containsText("No trial is measured yet.");
    }

    /** The place behind the n-th reward. */
    private static int indexOfReward(List<Event> events, int n) {
        int seen = 0;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof RewardMeasured && ++seen == n) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("There are only " + seen + " rewards");
    }
}
