package org.deconas.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.NetworkTrainingRequested;
import org.deconas.schema.PolicyUpdated;
import org.deconas.schema.TrainingProgressed;
import org.deconas.search.WholeSearch;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn stands in {@code src/test/resources/watching}: read it there. */
class SearchPictureTest {

    private static final List<Event> LOG = WholeSearch.log("e", WholeSearch.settings());
    private static final SearchPicture.Clock CLOCK =
            new SearchPicture.Clock(Duration.ofSeconds(75), Optional.of(Duration.ofSeconds(3725)), Optional.empty());

    @Test
    void roundIsDrawnInAHundredColumns() {
        assertDrawn("round-100", new SearchPicture(Glyphs.BLOCKS, 100, 24), afterPolicy(3), CLOCK);
    }

    @Test
    void roundIsDrawnInSixtyColumns() {
        assertDrawn("round-60", new SearchPicture(Glyphs.BLOCKS, 60, 24), afterPolicy(3), CLOCK);
    }

    @Test
    void roundIsDrawnWhereThereIsNothingButAscii() {
        assertDrawn("round-ascii", new SearchPicture(Glyphs.ASCII, 100, 24), afterPolicy(3), CLOCK);
    }

    @Test
    void trainingOfTheWinnerIsDrawnWithItsTrainers() {
        // Given: another step of it, and of a trainer that does nothing of it
        SearchState state = new SearchState();
        for (Event event : LOG) {
            SearchStateTest.take(state, event);
            if (event instanceof NetworkTrainingRequested request && request.export()) {
                SearchStateTest.take(
                        state,
                        new TrainingProgressed(
                                "e", request.workId(), 34, request.toStep(), 0.0123, 14.26, "anna", "CPU", 0.8));
                break;
            }
        }
        SearchStateTest.take(state, new TrainingProgressed("e", "unknown", 3, 10, 0.02, 9.5, "bert", "CPU", 0.8));

        // When, then
        assertDrawn("winner-100", new SearchPicture(Glyphs.BLOCKS, 100, 24), state, CLOCK);
    }

    @Test
    void endIsDrawn() {
        // Given
        SearchState state = new SearchState();
        LOG.forEach(event -> SearchStateTest.take(state, event));

        // When, then
        assertDrawn("end-100", new SearchPicture(Glyphs.BLOCKS, 100, 16), state, CLOCK);
    }

    @Test
    void pauseAndBrokenConnectionAreDrawn() {
        // Given
        SearchState state = afterPolicy(2);
        SearchStateTest.take(state, new ExperimentPauseRequested("e", 1));

        // When, then
        assertDrawn(
                "paused-80",
                new SearchPicture(Glyphs.BLOCKS, 80, 20),
                state,
                new SearchPicture.Clock(
                        Duration.ofSeconds(75), Optional.empty(), Optional.of("it is gone; connecting again")));
    }

    @Test
    void nothingIsKnownAtFirst() {
        // When
        String drawn = text(new SearchPicture(Glyphs.BLOCKS, 80, 24).draw(new SearchState(), CLOCK));

        // Then
        assertThat(drawn).contains("waiting for its first phase");
    }

    @Property(tries = 300)
    void pictureFitsItsTerminal(
            @ForAll @IntRange(min = 10, max = 200) int width,
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(min = 0, max = 300) int events) {
        // Given
        SearchState state = new SearchState();
        LOG.stream().limit(events).forEach(event -> SearchStateTest.take(state, event));

        // When
        List<AttributedString> picture = new SearchPicture(Glyphs.BLOCKS, width, height).draw(state, CLOCK);

        // Then
        assertThat(picture).hasSizeLessThanOrEqualTo(height);
        assertThat(picture).allSatisfy(line -> assertThat(line.columnLength()).isLessThanOrEqualTo(width));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 400})
    void curveGoesFromTheLowestToTheHighest(int values) {
        // Given
        List<Double> rising =
                IntStream.range(0, values).mapToObj(i -> 30 + 0.01 * i).toList();

        // When
        String curve = Glyphs.BLOCKS.curve(rising, 40);

        // Then
        assertThat(curve).hasSize(Math.min(values, 40));
        assertThat(curve.chars().boxed().toList()).isSorted();
        assertThat(curve).endsWith(values == 1 ? "▅" : "█");
    }

    private static SearchState afterPolicy(int version) {
        SearchState state = new SearchState();
        for (Event event : LOG) {
            SearchStateTest.take(state, event);
            if (event instanceof PolicyUpdated policy && policy.version() == version) {
                break;
            }
        }
        return state;
    }

    private static void assertDrawn(String name, SearchPicture picture, SearchState state, SearchPicture.Clock clock) {
        assertThat(text(picture.draw(state, clock))).isEqualTo(golden(name));
    }

    private static String text(List<AttributedString> picture) {
        return picture.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String golden(String name) {
        try (var file = SearchPictureTest.class.getResourceAsStream("/watching/" + name + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
