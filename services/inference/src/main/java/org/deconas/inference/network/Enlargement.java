package org.deconas.inference.network;

import java.time.Duration;

/**
 * An enlarged image.
 *
 * @param png the content of a PNG file
 * @param networkTime how long the network ran
 */
public record Enlargement(byte[] png, Duration networkTime) {}
