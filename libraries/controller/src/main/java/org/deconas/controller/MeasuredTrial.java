package org.deconas.controller;

import org.deconas.searchspace.Architecture;

/**
 * What the policy learns from: an architecture that was sampled and measured.
 *
 * @param logProbability its log-probability under the policy that it was sampled from
 * @param reward R(c), dB
 */
public record MeasuredTrial(Architecture architecture, double logProbability, double reward) {}
