package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceConvolutionTest {

    @Test
    void runHasTheOperationsOfAConvolutionAndOfItsTwoGradients() {
        // Given: 16 patches of 32x32, 64 to 64 maps by 3x3
        double multiplyAdds = 16.0 * 32 * 32 * 64 * 64 * 9;

        // When
        try (ReferenceConvolution convolution = new ReferenceConvolution()) {
            convolution.run();

            // Then
            assertThat(convolution.operations()).isEqualTo(3 * 2 * multiplyAdds);
        }
    }

    @Test
    void peakIsWhatAProcessorCanReach() {
        // When
        double peak = ReferenceConvolution.peakOperationsPerSecond();

        // Then: from one slow processor to the largest accelerator
        assertThat(peak).isBetween(1e8, 1e16);
    }
}
