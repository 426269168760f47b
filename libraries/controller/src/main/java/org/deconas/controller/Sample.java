package org.deconas.controller;

import org.deconas.searchspace.Architecture;

/**
 * An architecture with what a policy says of it.
 *
 * @param logProbability natural logarithm of π(c; θ), the sum over all bits
 * @param entropy sum of the entropies of all choices along c, in nats
 */
public record Sample(Architecture architecture, double logProbability, double entropy) {}
