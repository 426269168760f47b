package org.deconas.systemtests.upscaling;

import java.util.Arrays;
import java.util.Optional;

/**
 * A request that nobody who means well sends.
 *
 * @param kind what is wrong with it, for the report
 * @param path where it goes, with the query
 * @param contentType what it says that it is, if anything
 * @param body what it says that it sends
 * @param sent bytes of the body that come before the client goes; all of them when it stays
 */
record HostileUpload(String kind, String path, Optional<String> contentType, byte[] body, int sent) {

    static HostileUpload of(String kind, byte[] body) {
        return new HostileUpload(kind, "/v1/upscale", Optional.empty(), body, body.length);
    }

    HostileUpload as(String type) {
        return new HostileUpload(kind, path, Optional.of(type), body, sent);
    }

    HostileUpload to(String otherPath) {
        return new HostileUpload(kind, otherPath, contentType, body, sent);
    }

    HostileUpload whoseClientGoesAfter(int bytes) {
        return new HostileUpload(kind, path, contentType, body, Math.min(bytes, body.length));
    }

    boolean clientStays() {
        return sent == body.length;
    }

    byte[] sentBytes() {
        return Arrays.copyOf(body, sent);
    }

    @Override
    public String toString() {
        return kind + ": " + body.length + " bytes to " + path;
    }
}
