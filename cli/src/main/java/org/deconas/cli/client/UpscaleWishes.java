package org.deconas.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.deconas.pictures.PictureFormat;

/**
 * How images shall be enlarged. What is left open is not sent, so that the service decides.
 *
 * @param model its id; empty for the newest
 * @param format of the result; empty for PNG
 * @param quality of formats that lose something, 1 to 100
 * @param ensemble whether the mean over the eight mirrored and turned images is taken, which takes eight times as long
 * @param passes how often the model enlarges, each time what it gave before; at least 1
 * @param keepMetadata whether Exif data and the like come over from the image
 */
public record UpscaleWishes(
        Optional<String> model,
        Optional<PictureFormat> format,
        OptionalInt quality,
        boolean ensemble,
        int passes,
        boolean keepMetadata) {

    private static final int MOST_QUALITY = 100;
    private static final int MOST_PASSES = 4;

    public UpscaleWishes {
        if (quality.isPresent() && (quality.getAsInt() < 1 || quality.getAsInt() > MOST_QUALITY)) {
            throw new IllegalArgumentException(
                    "a quality is a whole number from 1 to " + MOST_QUALITY + ", not " + quality.getAsInt());
        }
        if (passes < 1 || passes > MOST_PASSES) {
            throw new IllegalArgumentException("passes are 1 to " + MOST_PASSES + ", not " + passes);
        }
        if (format.isPresent() && !format.get().canWrite()) {
            throw new IllegalArgumentException(
                    format.get().label() + " is read, but not written; PNG, JPEG, WebP and TIFF are");
        }
    }

    /** The format of the results. */
    public PictureFormat resultFormat() {
        return format.orElse(PictureFormat.PNG);
    }

    /** How many times wider and higher images become, by a model of that scale. */
    public int factor(int scale) {
        int factor = scale;
        for (int pass = 1; pass < passes; pass++) {
            factor *= scale;
        }
        return factor;
    }

    /** The query of a request: empty, or beginning with a question mark. */
    String query() {
        List<String> parameters = new ArrayList<>();
        model.ifPresent(id -> parameters.add("model=" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
        format.ifPresent(chosen -> parameters.add("format=" + chosen.name().toLowerCase(Locale.ROOT)));
        quality.ifPresent(chosen -> parameters.add("quality=" + chosen));
        if (ensemble) {
            parameters.add("ensemble=true");
        }
        if (passes > 1) {
            parameters.add("passes=" + passes);
        }
        if (keepMetadata) {
            parameters.add("metadata=keep");
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }
}
