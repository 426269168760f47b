package org.deconas.trainer;

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
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.Seeds;

/**
 * The images of one experiment as training and measuring use them. Validation images are never trained on.
 *
 * @param shared patches for the super-network
 * @param alone patches for networks trained on their own
 * @param validation low- and high-resolution patches that rewards and choices are measured on
 * @param bicubicPsnr luma PSNR of bicubic enlargement on all validation patches, dB
 */
record ExperimentImages(PatchSource shared, PatchSource alone, List<ImagePair> validation, double bicubicPsnr) {

    /**
     * Reads the folders that the settings name.
     *
     * @throws IOException when a folder or an image cannot be read, with one line that says which and why
     * @throws IllegalArgumentException when the images do not fit the settings, with one line that says how
     */
    static ExperimentImages read(ExperimentSettings settings) throws IOException {
        ExperimentSettings.Data data = settings.data();
        int scale = settings.network().scale();
        List<SourceImage> training = ImageFolder.scan(Path.of(data.images())).open();
        List<SourceImage> validation;
        if (data.validation() == null) {
            DataSplit split = DataSplit.of(
                    training, data.validationFraction(), Seeds.derive(settings.seed(), "validation-split"));
            training = split.training();
            validation = split.validation();
        } else {
            validation = ImageFolder.scan(Path.of(data.validation())).open();
            DataSplit.requireDisjoint(training, validation);
        }
        List<ImagePair> patches = ValidationPatches.of(
                validation,
                data.validationPatches(),
                data.validationPatchSize(),
                scale,
                Seeds.derive(settings.seed(), "validation-patches"));
        double bicubic = patches.stream()
                .mapToDouble(pair ->
                        Quality.psnrY(pair.highResolution(), Bicubic.upscale(pair.lowResolution(), scale), scale))
                .average()
                .orElseThrow();
        ImagePairs pairs = new ImagePairs(training, scale);
        return new ExperimentImages(
                new PatchSource(
                        pairs,
                        settings.sharedTraining().patchSize(),
                        settings.sharedTraining().batch()),
                new PatchSource(
                        pairs,
                        settings.training().patchSize(),
                        settings.training().batch()),
                patches,
                bicubic);
    }
}
