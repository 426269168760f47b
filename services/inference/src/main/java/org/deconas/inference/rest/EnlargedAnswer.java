package org.deconas.inference.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.deconas.inference.network.Enlarged;
import org.deconas.pictures.PictureFormat;

/** An enlarged image as it is sent. */
final class EnlargedAnswer {

    private EnlargedAnswer() {}

    /**
     * @param content the bytes of the image, or its file
     * @param model the model's id
     * @param digest of the model's archive
     */
    static Response of(Object content, PictureFormat format, String model, String digest, int scale, Enlarged image) {
        return Response.ok(content, format.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"enlarged-x" + scale + "." + Wishes.name(format) + "\"")
                .header("Deconas-Model", model)
                .header("Deconas-Model-Digest", digest)
                .header("Deconas-Scale", scale)
                .header("Deconas-Size", image.width() + "x" + image.height())
                .header("Deconas-Time", image.networkTime().toMillis())
                .build();
    }
}
