package org.deconas.imaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** Images that tests share. */
final class TestImages {

    private TestImages() {}

    static RgbImage noise(int width, int height, long seed) {
        byte[] data = new byte[3 * width * height];
        new Random(seed).nextBytes(data);
        return new RgbImage(width, height, data);
    }

    static RgbImage constant(int width, int height, int red, int green, int blue) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < data.length; i += 3) {
            data[i] = (byte) red;
            data[i + 1] = (byte) green;
            data[i + 2] = (byte) blue;
        }
        return new RgbImage(width, height, data);
    }

    static NamedImage named(String name, RgbImage image) {
        return new NamedImage(name, image);
    }

    /** The shared image sets lie beside the checkout, where there are any. */
    static Optional<Path> sharedData() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }
}
