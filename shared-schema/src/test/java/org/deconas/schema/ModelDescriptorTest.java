package org.deconas.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModelDescriptorTest {

    private static final ArtifactReference ARCHIVE = new ArtifactReference("ab".repeat(32), 12);

    @Test
    void descriptionOfATrainedModelIsItsEventAsItHasAlwaysBeen() throws IOException, UnreadableEventException {
        // Given
        byte[] event;
        try (InputStream golden = getClass().getResourceAsStream("/golden/ModelTrained.v1.json")) {
            event = golden.readAllBytes();
        }

        // When
        ModelDescriptor descriptor = ModelDescriptor.decode(event);

        // Then
        ModelTrained trained = (ModelTrained) EventCodec.decode("org.deconas.ModelTrained.v1", event);
        assertThat(descriptor).isEqualTo(ModelDescriptor.of(trained));
        assertThat(descriptor.encode()).isEqualTo(EventCodec.encode(trained));
    }

    @Test
    void descriptionOfAnImportedModelKnowsNothingOfATraining() throws UnreadableEventException {
        // Given
        ModelDescriptor imported = new ModelDescriptor(
                "espcn", 3, ARCHIVE, new ModelDescriptor.Imported("ESPCN_x3.pb", "luma", "1", 900, true));

        // When
        byte[] content = imported.encode();

        // Then
        assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain("sequence", "experimentId", "Psnr");
        assertThat(ModelDescriptor.decode(content)).isEqualTo(imported);
    }

    @Test
    void descriptionThatLacksSomethingIsRefusedInALine() {
        // Given
        byte[] content = "{\"modelId\": \"a\", \"scale\": 2, \"imported\": {}}".getBytes(StandardCharsets.UTF_8);

        // When
        assertThatThrownBy(() -> ModelDescriptor.decode(content))
                // Then
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageStartingWith("The description of the imported model is refused: ")
                .hasMessageNotContaining("\n");
    }
}
