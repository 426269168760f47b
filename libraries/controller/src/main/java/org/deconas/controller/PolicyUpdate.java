package org.deconas.controller;

/**
 * One REINFORCE update and what it saw.
 *
 * @param state the learner after it
 * @param meanReward mean of the rewards, dB; 0 without trials
 * @param meanEntropy mean entropy of the choices along the trials, in nats; 0 without trials
 * @param gradientNorm Euclidean norm of the gradient
 */
public record PolicyUpdate(Reinforce state, double meanReward, double meanEntropy, double gradientNorm) {}
