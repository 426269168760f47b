package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceConvolutionTest {

    @Test
    void convolutionsAreReallyComputed() {
        // Given: kernels that take the mean, so that 16 patches of 32x32 with 64 maps of one half lose only what the
        // zeros around them take
        double all = 0.5 * 16 * 32 * 32 * 64;

        // When
        double sum;
        try (ReferenceConvolution convolution = new ReferenceConvolution()) {
            sum = convolution.run();
        }

        // Then: of each of the four convolutions, at most a ninth of the sum at 4 · 32 of 32 · 32 pixels
        assertThat(sum).isBetween(0.8 * all, 0.99 * all);
    }

    @Test
    void peakIsWhatAProcessorCanReach() {
        // When
        double peak = ReferenceConvolution.peakOperationsPerSecond();

        // Then: from one slow processor to the largest accelerator
        assertThat(peak).isBetween(1e8, 1e16);
    }
}
