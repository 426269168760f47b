package org.deconas.artifacts;

/**
 * A stored blob.
 *
 * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits: its name
 * @param size its length in bytes
 */
public record Artifact(String sha256, long size) {}
