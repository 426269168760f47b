package org.deconas.training;

import java.util.ArrayList;
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
        List<RgbImage> enlarged = enlarge(
                network,
                architecture,
                patches.stream().map(ImagePair::lowResolution).toList());
        double sum = 0;
        for (int i = 0; i < patches.size(); i++) {
            sum += Quality.psnrY(
                    patches.get(i).highResolution(),
                    enlarged.get(i),
                    network.shape().scale());
        }
        return sum / patches.size();
    }

    /**
     * What a network makes of images, rounded to 8 bits.
     *
     * @param images of one size, at least one
     * @throws IllegalArgumentException when the network's output is not finite
     */
    static List<RgbImage> enlarge(TrainableNetwork network, Architecture architecture, List<RgbImage> images) {
        RgbImage first = images.get(0);
        int size = first.width() * first.height() * CHANNELS;
        float[] low = new float[images.size() * size];
        for (int i = 0; i < images.size(); i++) {
            images.get(i).toFloats(low, i * size);
        }
        Batch enlarged = network.upscale(architecture, new Batch(images.size(), first.height(), first.width(), low));
        int scale = network.shape().scale();
        int enlargedSize = size * scale * scale;
        List<RgbImage> all = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            float[] values = Arrays.copyOfRange(enlarged.values(), i * enlargedSize, (i + 1) * enlargedSize);
            all.add(RgbImage.ofFloats(enlarged.width(), enlarged.height(), values));
        }
        return all;
    }
}
