package org.deconas.inference.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.Upscaler;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureException;
import org.deconas.pictures.PictureHeader;
import org.deconas.pictures.Pictures;
import org.deconas.pictures.UnsupportedPictureException;

/** Which images are enlarged, told by their headers before anything is decoded, and with which model. */
@ApplicationScoped
class Admission {

    /** What can be sent. */
    static final String FORMATS = "PNG, JPEG, WebP, TIFF, BMP or GIF";

    /** What would be right in place of a body that is none. */
    static final String ACCEPTED = "send the bytes of a " + FORMATS + " image";

    private final NamedModels models;
    private final Upscaler upscaler;

    Admission(NamedModels models, Upscaler upscaler) {
        this.models = models;
        this.upscaler = upscaler;
    }

    /** @throws ProblemException when the body is empty or no image */
    static PictureHeader header(byte[] body) {
        requireBytes(body == null ? 0 : body.length);
        try {
            return Pictures.header(body);
        } catch (PictureException e) {
            throw refused(e);
        }
    }

    /**
     * @throws ProblemException when the file is empty or no image
     * @throws IOException when it cannot be read
     */
    static PictureHeader header(Path file) throws IOException {
        requireBytes(Files.size(file));
        try {
            return Pictures.header(file);
        } catch (PictureException e) {
            throw refused(e);
        }
    }

    private static void requireBytes(long bytes) {
        if (bytes == 0) {
            throw new ProblemException(400, "The body is empty; " + ACCEPTED);
        }
    }

    static ProblemException refused(PictureException e) {
        return new ProblemException(e instanceof UnsupportedPictureException ? 415 : 400, e.getMessage());
    }

    /**
     * The model that an image is enlarged with.
     *
     * @param name as {@link NamedModels#named} has it; blank or null for the newest model
     * @throws ProblemException when there is no such model, or the image or the answer is too large
     */
    PromotedModel model(String name, PictureHeader image, Wish wish) {
        PromotedModel model = name == null || name.isBlank() ? models.newest() : models.named(name);
        requireFits(image, model, wish);
        return model;
    }

    private void requireFits(PictureHeader image, PromotedModel model, Wish wish) {
        boolean isWhole = wish.isEnsemble() || !model.isTiled();
        long most = isWhole ? Math.min(upscaler.maxPixels(), upscaler.pixelsAtOnce(model)) : upscaler.maxPixels();
        long before = wish.factorBeforeLast(model.scale());
        if (image.pixels() * before * before > most) {
            throw new ProblemException(
                    413,
                    "The image has " + image.width() * before + "x" + image.height() * before + " pixels"
                            + (before > 1 ? " before its last pass" : "") + "; this service takes at most "
                            + most + " pixels in all"
                            + (wish.isEnsemble() ? " for the mean over eight orientations" : "")
                            + (model.isTiled()
                                    ? ""
                                    : " with the model '" + model.id()
                                            + "', which cannot be run tile by tile: how far it sees is not known"));
        }
        long side = Math.max(image.width(), image.height()) * (long) wish.factor(model.scale());
        if (side > wish.format().maxSideWritten()) {
            throw new ProblemException(
                    413,
                    "The answer would be " + side + " pixels wide or high, but "
                            + wish.format().label() + " has at most "
                            + wish.format().maxSideWritten() + "; ask for another format");
        }
    }
}
