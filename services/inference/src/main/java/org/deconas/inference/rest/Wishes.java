package org.deconas.inference.rest;

import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deconas.inference.network.Wish;
import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.WriteOptions;

/** How a request says what it wants. */
final class Wishes {

    private static final String KEEP = "keep";

    private Wishes() {}

    /**
     * @param accepted media types, the most wanted first: what is gone by when no format is named
     * @throws ProblemException when it cannot be fulfilled
     */
    static Wish of(WishParameters parameters, List<MediaType> accepted) {
        String metadata = parameters.metadata;
        if (metadata != null && !metadata.equals(KEEP) && !metadata.equals("drop")) {
            throw new ProblemException(400, "metadata is '" + metadata + "', but must be keep or drop");
        }
        if (parameters.passes < 1 || parameters.passes > Wish.MOST_PASSES) {
            throw new ProblemException(
                    400, "passes is " + parameters.passes + ", but must be 1 to " + Wish.MOST_PASSES);
        }
        PictureFormat written = parameters.format == null ? accepted(accepted) : named(parameters.format);
        return new Wish(
                written, options(parameters.quality), parameters.ensemble, parameters.passes, KEEP.equals(metadata));
    }

    private static WriteOptions options(Integer quality) {
        if (quality == null) {
            return WriteOptions.DEFAULT;
        }
        if (quality < 1 || quality > 100) {
            throw new ProblemException(400, "quality is " + quality + ", but must be 1 to 100");
        }
        return WriteOptions.DEFAULT.withQuality(quality);
    }

    private static PictureFormat named(String name) {
        return written()
                .filter(format -> name(format).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(400, "format is '" + name + "', but must be one of " + names()));
    }

    private static PictureFormat accepted(List<MediaType> types) {
        for (MediaType type : types) {
            if (type.isWildcardSubtype()
                    && (type.isWildcardType() || type.getType().equals("image"))) {
                return PictureFormat.PNG;
            }
            Optional<PictureFormat> named = PictureFormat.ofMediaType(type.getType() + "/" + type.getSubtype());
            if (named.isPresent() && named.get().canWrite()) {
                return named.get();
            }
        }
        throw new ProblemException(406, "This gives one of the formats " + names());
    }

    private static Stream<PictureFormat> written() {
        return Arrays.stream(PictureFormat.values()).filter(PictureFormat::canWrite);
    }

    private static String names() {
        return written().map(Wishes::name).collect(Collectors.joining(", "));
    }

    /** As users write it. */
    static String name(PictureFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
