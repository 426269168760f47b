package org.deconas.pictures;

import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.FileCacheImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.NodeList;

/** Puts one picture into one file of a format. */
final class Encoding {

    private static final int FULL_CHROMA_FROM = 90; // quality
    private static final int STRIP_BYTES = 1 << 18;
    private static final int XMP = 700;
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

    private final PictureFormat format;
    private final PictureDescription picture;
    private final RowBands bands;
    private final WriteOptions options;

    Encoding(PictureFormat format, PictureDescription picture, RowBands bands, WriteOptions options) {
        this.format = format;
        this.picture = picture;
        this.bands = bands;
        this.options = options;
    }

    void write(OutputStream out) throws IOException {
        ImageWriter writer = Codecs.writer(format);
        try {
            switch (format) {
                case PNG -> png(writer, out);
                case JPEG -> jpeg(writer, out);
                case TIFF -> tiff(writer, out);
                case WEBP -> webp(writer, out);
                default -> throw new IllegalArgumentException(format.label() + " is not written");
            }
        } finally {
            writer.dispose();
        }
    }

    private void png(ImageWriter writer, OutputStream out) throws IOException {
        OutputStream spliced =
                new SplicingOutputStream(out, EmbeddedParts.AFTER_PNG_HEADER, EmbeddedParts.pngChunks(picture));
        // The encoder flushes after each of its short chunks.
        encode(writer, new MemoryCacheImageOutputStream(spliced), rows(), null, writer.getDefaultWriteParam());
    }

    private void jpeg(ImageWriter writer, OutputStream out) throws IOException {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(options.quality() / 100f);
        RenderedImage rows = new RowImage(bands, true);
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(rows), parameters);
        if (options.quality() >= FULL_CHROMA_FROM) {
            IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
            NodeList components = tree.getElementsByTagName("componentSpec");
            for (int i = 0; i < components.getLength(); i++) {
                ((IIOMetadataNode) components.item(i)).setAttribute("HsamplingFactor", "1");
                ((IIOMetadataNode) components.item(i)).setAttribute("VsamplingFactor", "1");
            }
            metadata.setFromTree(JPEG_METADATA, tree);
        }
        OutputStream spliced =
                new SplicingOutputStream(out, EmbeddedParts.AFTER_JFIF, EmbeddedParts.jpegSegments(picture));
        encode(writer, new FileCacheImageOutputStream(spliced, null), rows, metadata, parameters);
    }

    private void tiff(ImageWriter writer, OutputStream out) throws IOException {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(options.tiffCompression().name);
        RenderedImage rows = rows();
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(rows), parameters));
        BaselineTIFFTagSet tags = BaselineTIFFTagSet.getInstance();
        int rowBytes = picture.rowLength() * (picture.layout().bits() / 8);
        int stripRows = Math.max(1, Math.min(picture.height(), STRIP_BYTES / rowBytes));
        directory.addTIFFField(new TIFFField(tags.getTag(BaselineTIFFTagSet.TAG_ROWS_PER_STRIP), stripRows));
        picture.icc()
                .ifPresent(icc -> directory.addTIFFField(new TIFFField(
                        tags.getTag(BaselineTIFFTagSet.TAG_ICC_PROFILE), TIFFTag.TIFF_UNDEFINED, icc.length, icc)));
        picture.metadata()
                .xmp()
                .ifPresent(xmp -> directory.addTIFFField(new TIFFField(
                        new TIFFTag("XMP", XMP, 1 << TIFFTag.TIFF_BYTE), TIFFTag.TIFF_BYTE, xmp.length, xmp)));
        encode(writer, new FileCacheImageOutputStream(out, null), rows, directory.getAsMetadata(), parameters);
    }

    private void webp(ImageWriter writer, OutputStream out) throws IOException {
        WebPWriteParam parameters = (WebPWriteParam) writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(options.lossless() ? "Lossless" : "Lossy");
        parameters.setCompressionQuality(options.quality() / 100f);
        parameters.setExact(true); // keeps colours under transparent pixels
        RowImage rows = rows();
        BufferedImage whole = new BufferedImage(
                rows.getColorModel(),
                Raster.createInterleavedRaster(
                        RowImage.buffer(bands.take(0, picture.height())),
                        picture.width(),
                        picture.height(),
                        picture.rowLength(),
                        picture.layout().channels(),
                        IntStream.range(0, picture.layout().channels()).toArray(),
                        null),
                false,
                null);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encode(writer, new MemoryCacheImageOutputStream(encoded), whole, null, parameters);
        out.write(WebPContainer.with(encoded.toByteArray(), picture));
    }

    private RowImage rows() {
        return new RowImage(bands, false);
    }

    private static void encode(
            ImageWriter writer,
            ImageOutputStream stream,
            RenderedImage image,
            IIOMetadata metadata,
            ImageWriteParam parameters)
            throws IOException {
        try (stream) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, metadata), parameters);
        }
    }
}
