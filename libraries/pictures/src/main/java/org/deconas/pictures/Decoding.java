package org.deconas.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.w3c.dom.Element;

/** Decodes the pixels of a file whose structure is sound. */
final class Decoding {

    private final FileStructure file;
    private final List<String> losses = new ArrayList<>();

    private Decoding(FileStructure file) {
        this.file = file;
    }

    /** @return the picture as shown */
    static Picture decode(FileStructure file) throws PictureException {
        PictureHeader header = file.header();
        if (header.pixels() * header.layout().channels() > Samples.MAX_LENGTH) {
            throw new UnsupportedPictureException("it has " + header.width() + "x" + header.height()
                    + " pixels, more than memory can hold; give a smaller picture");
        }
        try {
            return new Decoding(file).picture();
        } catch (OutOfMemoryError e) {
            // One array of a size that the file states; nothing else is in the making here.
            throw new UnsupportedPictureException("it has " + header.width() + "x" + header.height()
                    + " pixels, more than there is memory for; give a smaller picture, or this process more memory");
        }
    }

    private Picture picture() throws PictureException {
        BufferedImage image = image();
        int width = file.width();
        int height = file.height();
        PictureLayout layout = file.layout();
        if (image.getWidth() != width || image.getHeight() != height) {
            throw DamagedPictureException.damaged(file.format(), "two sizes");
        }
        boolean inks =
                image.getRaster().getNumBands() >= 4 && image.getColorModel().getNumColorComponents() == 4;
        Samples samples = inks
                ? Inks.toRgb(image, layout, file.icc())
                : DecodedSamples.of(image, layout, file.transparentColour());
        return new Picture(
                file.header().width(),
                file.header().height(),
                layout,
                file.orientation().apply(samples, width, height, layout),
                file.iccOfSamples(),
                file.metadata());
    }

    private BufferedImage image() throws PictureException {
        ImageReader reader = null;
        try (PiecesInputStream stream = new PiecesInputStream(file.decodable())) {
            reader = Codecs.reader(file.format());
            reader.setInput(stream, true, true);
            reader.addIIOReadWarningListener((source, warning) -> {
                if (tellsOfLostPixels(warning)) {
                    losses.add(warning);
                }
            });
            BufferedImage image =
                    file.format() == PictureFormat.GIF ? onScreen(reader) : reader.read(0, asStored(reader));
            if (!losses.isEmpty()) {
                throw DamagedPictureException.damaged(file.format(), losses.get(0));
            }
            return image;
        } catch (PictureException e) {
            throw e;
        } catch (IOException | RuntimeException | InternalError e) {
            // The decoders answer damaged input with unchecked exceptions too; a mapped file that shrinks, with an
            // error.
            throw new DamagedPictureException("the " + file.format().label() + " data are damaged or cut short", e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /** Colours that have their opacity multiplied in are to stay so: the TIFF decoder only says that it takes it out. */
    private static ImageReadParam asStored(ImageReader reader) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        ImageTypeSpecifier stored = reader.getRawImageType(0);
        if (stored != null && stored.getColorModel().isAlphaPremultiplied()) {
            parameters.setDestinationType(stored);
        }
        return parameters;
    }

    /** The first frame at its place on the screen, which is transparent beside it. */
    private BufferedImage onScreen(ImageReader reader) throws IOException {
        BufferedImage frame = reader.read(0);
        if (frame.getWidth() == file.width() && frame.getHeight() == file.height()) {
            return frame;
        }
        Element place = (Element) ((Element) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0"))
                .getElementsByTagName("ImageDescriptor")
                .item(0);
        int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
        int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
        BufferedImage screen = new BufferedImage(file.width(), file.height(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < frame.getHeight(); y++) {
            int[] row = frame.getRGB(0, y, frame.getWidth(), 1, null, 0, frame.getWidth());
            screen.setRGB(left, top + y, row.length, 1, row, 0, row.length);
        }
        return screen;
    }

    private static boolean tellsOfLostPixels(String warning) {
        // Of the JPEG library's own warnings only this one leaves every pixel intact.
        return warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes");
    }
}
