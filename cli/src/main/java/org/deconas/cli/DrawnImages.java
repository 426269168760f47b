package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deconas.artifacts.DirectoryTree;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.imaging.ImageFiles;
import org.deconas.imaging.NamedImage;
import org.deconas.imaging.SyntheticImages;

/** Images for those who have none at hand: drawn from a seed, once for each home. */
final class DrawnImages {

    private static final int TRAINING_IMAGES = 32;
    private static final int TRAINING_SIDE = 192;
    private static final long TRAINING_SEED = 1;

    private static final int TEST_IMAGES = 5;
    private static final int TEST_SIDE = 256;
    private static final long TEST_SEED = 1_000_003;

    private DrawnImages() {}

    /** A folder of images to train on. */
    static Path training(MeshHome home) throws IOException {
        return draw(home.directory().resolve("images/training"), TRAINING_IMAGES, TRAINING_SIDE, TRAINING_SEED);
    }

    /** A folder of images that no training sees. */
    static Path test(MeshHome home) throws IOException {
        return draw(home.directory().resolve("images/test"), TEST_IMAGES, TEST_SIDE, TEST_SEED);
    }

    /** Drawn beside and renamed, so that a folder that is there is whole. */
    private static Path draw(Path folder, int count, int side, long seed) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        DirectoryTree.delete(unfinished);
        Files.createDirectories(unfinished);
        for (NamedImage image : SyntheticImages.generate(count, side, side, seed)) {
            String name = image.name().endsWith(".png") ? image.name() : image.name() + ".png";
            ImageFiles.writePng(image.image(), unfinished.resolve(name));
        }
        return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
