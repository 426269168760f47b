package org.deconas.inference.jobs;

import java.util.Objects;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureHeader;

/**
 * What a job is to do, fixed when it is accepted.
 *
 * @param model the model's id
 * @param digest SHA-256 of the model's archive: no other model of that id takes its place
 * @param scale how many times wider and higher the image becomes, by all passes
 * @param wish how the image is to be enlarged
 * @param bytes of the image's file
 * @param mostResultBytes an upper bound for the file of the enlarged image
 */
public record JobOrder(String model, String digest, int scale, Wish wish, long bytes, long mostResultBytes) {

    private static final long MEBIBYTE = 1 << 20;

    public JobOrder {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(wish, "wish");
    }

    /** @param bytes of the image's file */
    public static JobOrder of(PromotedModel model, PictureHeader image, Wish wish, long bytes) {
        int scale = wish.factor(model.scale());
        return new JobOrder(model.id(), model.digest(), scale, wish, bytes, mostResultBytes(image, scale, bytes));
    }

    /** Samples that no compression makes smaller, what a format has around its rows, and profile and metadata of the image's file. */
    private static long mostResultBytes(PictureHeader image, int scale, long bytes) {
        long samples = image.decodedBytes() * scale * scale;
        return samples + samples / 100 + MEBIBYTE + bytes;
    }

    /** What it may take on disk until it is done. */
    long mostBytes() {
        return bytes + mostResultBytes;
    }
}
