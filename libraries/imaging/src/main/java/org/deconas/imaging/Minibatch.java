package org.deconas.imaging;

/**
 * The patches of one training step. The arrays belong to whoever took the minibatch.
 *
 * @param step which step, as its maker counts
 * @param lowResolution degraded patches in [0,1], shape [batch, patch, patch, 3]
 * @param highResolution the originals in [0,1], shape [batch, patch·scale, patch·scale, 3]
 */
public record Minibatch(long step, float[] lowResolution, float[] highResolution) {}
