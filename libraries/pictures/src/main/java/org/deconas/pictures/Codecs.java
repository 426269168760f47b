package org.deconas.pictures;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * Which decoder and encoder each format has. They are named, never looked up by format: the platform's registry would
 * answer by an order that depends on the class path and on the class loader of its first caller.
 */
final class Codecs {

    private Codecs() {}

    static ImageReader reader(PictureFormat format) throws IOException {
        return switch (format) {
            case PNG -> platform(ImageReaderSpi.class, "png.PNGImageReaderSpi").createReaderInstance();
            case GIF -> platform(ImageReaderSpi.class, "gif.GIFImageReaderSpi").createReaderInstance();
            case JPEG -> jpegReader();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
            case TIFF -> new TIFFImageReaderSpi().createReaderInstance(null);
            case BMP -> new BMPImageReaderSpi().createReaderInstance(null);
        };
    }

    static ImageWriter writer(PictureFormat format) throws IOException {
        return switch (format) {
            case PNG -> platform(ImageWriterSpi.class, "png.PNGImageWriterSpi").createWriterInstance();
            case JPEG ->
                platform(ImageWriterSpi.class, "jpeg.JPEGImageWriterSpi").createWriterInstance();
            case TIFF ->
                platform(ImageWriterSpi.class, "tiff.TIFFImageWriterSpi").createWriterInstance();
            case WEBP -> new WebPImageWriterSpi().createWriterInstance(null);
            default -> throw new IllegalArgumentException(format.label() + " is not written");
        };
    }

    /** It stands on the platform's decoder, which it takes from the registry that it is registered in. */
    private static ImageReader jpegReader() throws IOException {
        ServiceRegistry registry =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        registry.registerServiceProvider(platform(ImageReaderSpi.class, "jpeg.JPEGImageReaderSpi"));
        JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
        registry.registerServiceProvider(provider);
        return provider.createReaderInstance(null);
    }

    private static <T extends ImageReaderWriterSpi> T platform(Class<T> kind, String name) {
        Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        while (providers.hasNext()) {
            T provider = providers.next();
            if (provider.getClass().getName().equals("com.sun.imageio.plugins." + name)) {
                return provider;
            }
        }
        throw new IllegalStateException("this Java platform lacks " + name);
    }
}
