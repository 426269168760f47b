package org.deconas.experiments.domain;

import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrialPurpose;

/**
 * What a trial was worth.
 *
 * @param psnr luma PSNR on the validation patches, dB
 * @param penalty complexity penalty, in [0, 1]
 * @param reward psnr − λ·penalty, dB
 */
public record Measurement(TrialPurpose purpose, double psnr, double penalty, double reward) {

    static Measurement of(RewardMeasured event) {
        return new Measurement(event.purpose(), event.psnr(), event.penalty(), event.reward());
    }
}
