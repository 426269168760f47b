package org.deconas.cli.data;

import java.net.URI;
import java.util.Locale;

/**
 * The high-resolution halves of DIV2K (Agustsson and Timofte, "NTIRE 2017 Challenge on Single Image Super-Resolution:
 * Dataset and Study", CVPR Workshops 2017). Lengths and SHA-256 are those of the catalogue
 * TensorFlow Datasets ({@code tensorflow_datasets/url_checksums/div2k.txt}).
 */
public enum Div2k {
    /** Images 0001 to 0800. */
    TRAIN("DIV2K_train_HR", 800, 3_530_603_713L, "9d0b9c463f6e35b6c62cc6a930ee2224f670b34c1df841a57670f9acf0f6c335"),
    /** Images 0801 to 0900. */
    VALID("DIV2K_valid_HR", 100, 448_993_893L, "20dd31fd84d777bc1cf5d6b7654a3f569c0aec74458ae094122ad1d0489900fc");

    /** Where the authors publish it. */
    public static final String ADDRESS = "http://data.vision.ee.ethz.ch/cvl/DIV2K/";

    private final String folder;
    private final int images;
    private final long bytes;
    private final String sha256;

    Div2k(String folder, int images, long bytes, String sha256) {
        this.folder = folder;
        this.images = images;
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    /**
     * @param address where it lies, up to the last slash
     * @return the archive of this part
     */
    public Archive archive(String address) {
        return new Archive(URI.create(address + folder + ".zip"), bytes, sha256, folder, images);
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
