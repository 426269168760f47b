package org.deconas.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.deconas.inference.ExportedModels;
import org.deconas.inference.models.ModelLife.Announced;
import org.deconas.inference.models.ModelLife.PassedOver;
import org.deconas.inference.models.ModelLife.Replacing;
import org.deconas.inference.models.ModelLife.Serving;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelDescriptor;
import org.junit.jupiter.api.Test;

class ModelLifeTest {

    private static final Announcement FIRST = announcement(1);
    private static final Announcement SECOND = announcement(2);
    private static final Announcement THIRD = announcement(3);

    @Test
    void announcedModelDoesNotServeYet() {
        // Given
        ModelLife life = new Announced(FIRST);
        // When
        Optional<PromotedModel> served = life.served();
        // Then
        assertThat(served).isEmpty();
        assertThat(life.state()).isEqualTo(ModelState.ANNOUNCED);
        assertThat(life.reason()).isEmpty();
        assertThat(life.announcement()).isEqualTo(FIRST);
    }

    @Test
    void announcedModelServesOnceItIsFetched() {
        // Given
        Announced life = new Announced(FIRST);
        // When
        ModelLife fetched = life.fetched(onDisk(FIRST));
        // Then
        assertThat(fetched).isEqualTo(new Serving(onDisk(FIRST)));
        assertThat(fetched.state()).isEqualTo(ModelState.SERVING);
        assertThat(fetched.served()).hasValue(onDisk(FIRST));
        assertThat(fetched.reason()).isEmpty();
    }

    @Test
    void announcedModelThatCannotBeHadIsPassedOverWithTheReason() {
        // Given
        Announced life = new Announced(FIRST);
        // When
        ModelLife passedOver = life.passedOver("no archive");
        // Then
        assertThat(passedOver).isEqualTo(new PassedOver(FIRST, "no archive"));
        assertThat(passedOver.state()).isEqualTo(ModelState.PASSED_OVER);
        assertThat(passedOver.served()).isEmpty();
        assertThat(passedOver.reason()).hasValue("no archive");
        assertThat(passedOver.announcement()).isEqualTo(FIRST);
    }

    @Test
    void ofTwoAnnouncedModelsTheNewerIsFetched() {
        // Given
        ModelLife life = new Announced(FIRST);
        // When
        ModelLife newer = life.announced(SECOND);
        // Then
        assertThat(newer).isEqualTo(new Announced(SECOND));
    }

    @Test
    void repeatedOrLateAnnouncementChangesNothingOfAnAnnouncedModel() {
        // Given
        ModelLife life = new Announced(SECOND);
        // When
        ModelLife after = life.announced(SECOND).announced(FIRST);
        // Then
        assertThat(after).isSameAs(life);
    }

    @Test
    void servingModelGoesOnWhileANewerOneIsFetched() {
        // Given
        ModelLife life = new Serving(onDisk(FIRST));
        // When
        ModelLife replacing = life.announced(SECOND);
        // Then
        assertThat(replacing).isEqualTo(new Replacing(onDisk(FIRST), SECOND));
        assertThat(replacing.state()).isEqualTo(ModelState.SERVING);
        assertThat(replacing.served()).hasValue(onDisk(FIRST));
        assertThat(replacing.announcement()).isEqualTo(FIRST);
        assertThat(replacing.reason()).isEmpty();
    }

    @Test
    void repeatedOrLateAnnouncementChangesNothingOfAServingModel() {
        // Given
        ModelLife life = new Serving(onDisk(SECOND));
        // When
        ModelLife after = life.announced(SECOND).announced(FIRST);
        // Then
        assertThat(after).isSameAs(life);
    }

    @Test
    void servingModelWhoseFilesAreDamagedIsPassedOver() {
        // Given
        Serving life = new Serving(onDisk(FIRST));
        // When
        ModelLife unusable = life.unusable("damaged");
        // Then
        assertThat(unusable).isEqualTo(new PassedOver(FIRST, "damaged"));
    }

    @Test
    void newerModelTakesThePlaceOfTheOlderOnceItIsFetched() {
        // Given
        Replacing life = new Replacing(onDisk(FIRST), SECOND);
        // When
        ModelLife replaced = life.fetched(onDisk(SECOND));
        // Then
        assertThat(replaced).isEqualTo(new Serving(onDisk(SECOND)));
    }

    @Test
    void olderModelGoesOnWithTheReasonWhereTheNewerCannotBeHad() {
        // Given
        Replacing life = new Replacing(onDisk(FIRST), SECOND);
        // When
        ModelLife kept = life.passedOver("no archive");
        // Then
        assertThat(kept.served()).hasValue(onDisk(FIRST));
        assertThat(kept.state()).isEqualTo(ModelState.SERVING);
        assertThat(kept.reason()).hasValue("no archive");
    }

    @Test
    void newestOfSeveralReplacementsIsFetched() {
        // Given
        ModelLife life = new Replacing(onDisk(FIRST), SECOND);
        // When
        ModelLife newer = life.announced(THIRD);
        // Then
        assertThat(newer).isEqualTo(new Replacing(onDisk(FIRST), THIRD));
    }

    @Test
    void repeatedOrLateAnnouncementChangesNothingOfAReplacement() {
        // Given
        ModelLife life = new Replacing(onDisk(FIRST), SECOND);
        // When
        ModelLife after = life.announced(SECOND).announced(FIRST);
        // Then
        assertThat(after).isSameAs(life);
    }

    @Test
    void replacementThatCouldNotBeHadIsTriedAgainWhenItIsAnnouncedAgain() {
        // Given
        ModelLife life = new Serving(onDisk(FIRST), Optional.of("no archive"));
        // When
        ModelLife again = life.announced(SECOND);
        // Then
        assertThat(again).isEqualTo(new Replacing(onDisk(FIRST), SECOND));
    }

    @Test
    void modelThatWasPassedOverIsTriedAgainWhenItIsAnnouncedAgain() {
        // Given
        ModelLife life = new PassedOver(FIRST, "no archive");
        // When
        ModelLife again = life.announced(FIRST);
        // Then
        assertThat(again).isEqualTo(new Announced(FIRST));
    }

    @Test
    void olderModelIsWorthATryWhereTheNewerWasPassedOver() {
        // Given
        ModelLife life = new PassedOver(SECOND, "no archive");
        // When
        ModelLife older = life.announced(FIRST);
        // Then
        assertThat(older).isEqualTo(new Announced(FIRST));
    }

    @Test
    void nothingIsPassedOverWithoutAReason() {
        // Given
        Announced life = new Announced(FIRST);
        // When
        assertThatThrownBy(() -> life.passedOver(" "))
                // Then
                .hasMessage("A model is passed over for a reason, but the reason is blank");
    }

    private static Announcement announcement(int second) {
        return new Announcement(
                ModelDescriptor.of(ExportedModels.describe("a", new ArtifactReference(("a" + second).repeat(32), 1))),
                Instant.ofEpochSecond(second));
    }

    private static PromotedModel onDisk(Announcement announcement) {
        return new PromotedModel(announcement.model(), announcement.promoted(), Path.of("models", "a"));
    }
}
