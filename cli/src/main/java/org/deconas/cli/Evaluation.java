package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deconas.imaging.ImageFolder;
import org.deconas.imaging.ImagePair;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.Quality;
import org.deconas.imaging.RgbImage;
import org.deconas.imaging.SelfEnsemble;

/**
 * How well images of a folder are enlarged, by the protocol of the method's section 6.
 *
 * @param scores one for each image
 */
record Evaluation(String what, int scale, List<ImageScore> scores) {

    /**
     * @param name of the image's file
     * @param psnr luma PSNR, dB
     * @param ssim luma SSIM
     * @param milliseconds that the enlargement took
     */
    record ImageScore(String name, double psnr, double ssim, double milliseconds) {}

    static Evaluation of(String what, Path folder, int scale, SelfEnsemble.Enlargement enlargement) throws IOException {
        List<ImageScore> scores = new ArrayList<>();
        for (NamedImage image : ImageFolder.scan(folder).readAll()) {
            ImagePair pair = ImagePair.degrade(image.image(), scale);
            long start = System.nanoTime();
            RgbImage enlarged = enlargement.of(pair.lowResolution());
            double milliseconds = (System.nanoTime() - start) / 1e6;
            scores.add(new ImageScore(
                    image.name(),
                    Quality.psnrY(pair.highResolution(), enlarged, scale),
                    Quality.ssimY(pair.highResolution(), enlarged, scale),
                    milliseconds));
        }
        return new Evaluation(what, scale, List.copyOf(scores));
    }

    ImageScore mean() {
        return new ImageScore(
                "mean",
                scores.stream().mapToDouble(ImageScore::psnr).average().orElseThrow(),
                scores.stream().mapToDouble(ImageScore::ssim).average().orElseThrow(),
                scores.stream().mapToDouble(ImageScore::milliseconds).average().orElseThrow());
    }

    /** PSNR / SSIM for each image and their mean. */
    void print(CommonOptions common) {
        if (common.json()) {
            common.print(java.util.Map.of("what", what, "scale", scale, "images", scores, "mean", mean()));
            return;
        }
        common.out().printf(Locale.ROOT, "%s x%d%n", what, scale);
        List<ImageScore> rows = new ArrayList<>(scores);
        rows.add(mean());
        for (ImageScore row : rows) {
            common.out()
                    .printf(
                            Locale.ROOT,
                            "  %-28s %8.4f dB / %.4f  %7.0f ms%n",
                            row.name(),
                            row.psnr(),
                            row.ssim(),
                            row.milliseconds());
        }
        common.out().flush();
    }
}
