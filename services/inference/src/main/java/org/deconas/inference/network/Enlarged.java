package org.deconas.inference.network;

import java.time.Duration;

/**
 * What is known of an image that was enlarged.
 *
 * @param width of the enlarged image, pixels
 * @param height of it, pixels
 * @param networkTime how long the network ran
 */
public record Enlarged(int width, int height, Duration networkTime) {}
