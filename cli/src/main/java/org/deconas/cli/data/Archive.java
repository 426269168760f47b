package org.deconas.cli.data;

import java.net.URI;

/**
 * A zip file of images on the network.
 *
 * @param uri where it lies
 * @param bytes its length
 * @param sha256 its checksum, 64 lower-case hexadecimal digits
 * @param folder the folder in it that holds the images, and the one that they come to lie in
 * @param images how many PNG files the folder holds
 */
public record Archive(URI uri, long bytes, String sha256, String folder, int images) {

    /** The file's own name. */
    String name() {
        return folder + ".zip";
    }
}
