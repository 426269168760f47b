package org.deconas.cli.training;

/**
 * How good a training was after a step.
 *
 * @param step steps done
 * @param psnr luma PSNR on the validation patches, dB
 */
public record Score(int step, double psnr) {}
