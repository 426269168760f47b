package org.deconas.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.DataSplit;
import org.deconas.imaging.ImageFolder;
import org.deconas.imaging.ImagePair;
import org.deconas.imaging.ImagePairs;
import org.deconas.imaging.PatchSource;
import org.deconas.imaging.Quality;
import org.deconas.imaging.SourceImage;
import org.deconas.imaging.ValidationPatches;

/**
 * The images that networks learn from, and the patches that they are measured on. Validation images are never trained on.
 *
 * @param training images to learn from; only as many as memory allows are held decoded
 * @param validation low- and high-resolution patches of other images
 * @param validationImages those images, none decoded
 * @param bicubicPsnr luma PSNR of bicubic enlargement on all validation patches, dB
 */
public record DataSet(
        ImagePairs training, List<ImagePair> validation, List<SourceImage> validationImages, double bicubicPsnr) {

    /**
     * Where images are and how they are used.
     *
     * @param images folders of training images, at least one
     * @param validation folder of validation images; null to set a part of the training images aside
     * @param validationFraction that part, in (0, 1)
     * @param validationPatches how many patches networks are measured on
     * @param validationPatchSize their side on the low-resolution side, pixels
     * @param scale enlargement
     * @param splitSeed chooses the part that is set aside
     * @param patchSeed chooses the validation patches
     */
    public record Source(
            List<Path> images,
            Path validation,
            double validationFraction,
            int validationPatches,
            int validationPatchSize,
            int scale,
            long splitSeed,
            long patchSeed) {}

    /**
     * Reads the folders.
     *
     * @throws IOException when a folder or an image cannot be read, with one line that says which and why
     * @throws IllegalArgumentException when validation images repeat training images, or images are too small, with one line that
     *     names them
     */
    public static DataSet read(Source source) throws IOException {
        List<SourceImage> training = ImageFolder.scan(source.images()).open();
        List<SourceImage> validation;
        if (source.validation() == null) {
            DataSplit split = DataSplit.of(training, source.validationFraction(), source.splitSeed());
            training = split.training();
            validation = split.validation();
        } else {
            validation = ImageFolder.scan(source.validation()).open();
            DataSplit.requireDisjoint(training, validation);
        }
        int scale = source.scale();
        List<ImagePair> patches = ValidationPatches.of(
                validation, source.validationPatches(), source.validationPatchSize(), scale, source.patchSeed());
        double bicubic = patches.stream()
                .mapToDouble(pair ->
                        Quality.psnrY(pair.highResolution(), Bicubic.upscale(pair.lowResolution(), scale), scale))
                .average()
                .orElseThrow();
        return new DataSet(new ImagePairs(training, scale), patches, validation, bicubic);
    }

    /**
     * Minibatches of training patches.
     *
     * @param patchSize side on the low-resolution side, pixels
     * @param batch patches in a minibatch
     */
    public PatchSource patches(int patchSize, int batch) {
        return new PatchSource(training, patchSize, batch);
    }
}
