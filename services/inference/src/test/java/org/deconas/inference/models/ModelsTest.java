package org.deconas.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.deconas.inference.ExportedModels;
import org.deconas.inference.models.ModelLife.Announced;
import org.deconas.inference.models.ModelLife.Fetching;
import org.deconas.inference.models.ModelLife.Serving;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelDescriptor;
import org.junit.jupiter.api.Test;

class ModelsTest {

    private final Models models = new Models();

    @Test
    void defaultIsTheNewestThatServes() {
        // Given
        models.add(serving("older", 1));
        models.add(serving("newer", 2));
        Fetching missing = models.announce(announcement("missing", 3)).orElseThrow();
        models.become(missing, missing.passedOver("no archive"));
        models.announce(announcement("coming", 4));
        // When
        Optional<PromotedModel> newest = models.newest();
        // Then
        assertThat(newest).map(PromotedModel::id).hasValue("newer");
    }

    @Test
    void importedModelIsNeverTheDefault() {
        // Given
        models.add(serving("trained", 1));
        models.addUnknown(imported("imported", 2));
        // When
        Optional<PromotedModel> newest = models.newest();
        // Then
        assertThat(newest).map(PromotedModel::id).hasValue("trained");
        assertThat(models.newestFirst()).extracting(PromotedModel::id).containsExactly("imported", "trained");
    }

    @Test
    void importedModelTakesNoOthersPlace() {
        // Given
        models.add(serving("a", 1));
        // When
        models.addUnknown(imported("a", 2));
        // Then
        assertThat(models.newest()).map(PromotedModel::id).hasValue("a");
    }

    @Test
    void listHasThoseThatServeBeforeTheOthersEachTheNewestFirst() {
        // Given
        models.announce(announcement("older-announced", 3));
        models.add(serving("older", 1));
        models.announce(announcement("newer-announced", 4));
        models.add(serving("newer", 2));
        // When
        List<ModelLife> all = models.all();
        // Then
        assertThat(all)
                .extracting(life -> life.announcement().id())
                .containsExactly("newer", "older", "newer-announced", "older-announced");
        assertThat(models.newestFirst()).extracting(PromotedModel::id).containsExactly("newer", "older");
    }

    @Test
    void modelThatServesIsNotFetchedAgain() {
        // Given
        models.add(serving("a", 2));
        // When
        Optional<Fetching> again = models.announce(announcement("a", 2));
        // Then
        assertThat(again).isEmpty();
        assertThat(models.announce(announcement("a", 1))).isEmpty();
    }

    @Test
    void modelThatWasBeingFetchedWhenTheAttemptBrokeOffIsFetchedAgain() {
        // Given
        Optional<Fetching> brokenOff = models.announce(announcement("a", 1));
        // When
        Optional<Fetching> again = models.announce(announcement("a", 1));
        // Then
        assertThat(again).isPresent().isEqualTo(brokenOff);
    }

    @Test
    void outcomeThatComesTooLateChangesNothing() {
        // Given
        Fetching late = models.announce(announcement("a", 1)).orElseThrow();
        models.announce(announcement("a", 2));
        // When
        models.become(late, late.passedOver("no archive"));
        // Then
        assertThat(models.find("a")).hasValue(new Announced(announcement("a", 2)));
    }

    private static Serving serving(String id, int second) {
        Announcement announcement = announcement(id, second);
        return new Serving(new PromotedModel(announcement.model(), announcement.promoted(), Path.of("models", id)));
    }

    private static Serving imported(String id, int second) {
        ModelDescriptor descriptor = new ModelDescriptor(
                id,
                2,
                new ArtifactReference("cd".repeat(32), 1),
                new ModelDescriptor.Imported(id + ".pb", "luma", "1", 100, false));
        return new Serving(new PromotedModel(descriptor, Instant.ofEpochSecond(second), Path.of("models", id)));
    }

    private static Announcement announcement(String id, int second) {
        return new Announcement(
                ModelDescriptor.of(ExportedModels.describe(id, new ArtifactReference("ab".repeat(32), 1))),
                Instant.ofEpochSecond(second));
    }
}
