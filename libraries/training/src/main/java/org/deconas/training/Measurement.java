package org.deconas.training;

import java.util.Arrays;
import java.util.List;
import org.deconas.imaging.ImagePair;
import org.deconas.imaging.Quality;
import org.deconas.imaging.RgbImage;
import org.deconas.networks.Batch;
import org.deconas.networks.TrainableNetwork;
import org.deconas.searchspace.Architecture;

/** How good a network is on validation patches. */
public final class Measurement {

    private static final int CHANNELS = 3;

    private Measurement() {}

    /**
     * Mean luma PSNR over patches of one size, by the protocol of the method's section 6: output rounded to 8 bits, as many pixels
     * as the scale cropped from each side.
     *
     * @return dB
     * @throws IllegalArgumentException when the network's output is not finite
     */
    public static double psnr(TrainableNetwork network, Architecture architecture, List<ImagePair> patches) {
        RgbImage first = patches.get(0).lowResolution();
        int size = first.width() * first.height() * CHANNELS;
        float[] low = new float[patches.size() * size];
        for (int i = 0; i < patches.size(); i++) {
            patches.get(i).lowResolution().toFloats(low, i * size);
        }
        Batch enlarged = network.upscale(architecture, new Batch(patches.size(), first.height(), first.width(), low));
        int scale = network.shape().scale();
        int enlargedSize = size * scale * scale;
        double sum = 0;
        for (int i = 0; i < patches.size(); i++) {
            float[] values = Arrays.copyOfRange(enlarged.values(), i * enlargedSize, (i + 1) * enlargedSize);
            RgbImage image = RgbImage.ofFloats(enlarged.width(), enlarged.height(), values);
            sum += Quality.psnrY(patches.get(i).highResolution(), image, scale);
        }
        return sum / patches.size();
    }
}
