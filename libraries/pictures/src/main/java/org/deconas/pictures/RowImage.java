package org.deconas.pictures;

import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Optional;
import java.util.Vector;
import java.util.stream.IntStream;

/**
 * A picture for encoders that exists only in the rows that they ask for. The PNG and TIFF encoders ask an image of many
 * tiles for rows; the JPEG encoder takes one tile that is the whole image, and asks that for rows.
 */
final class RowImage implements RenderedImage {

    private final RowBands bands;
    private final boolean oneTile;
    private final ColorModel colours;
    private final SampleModel model;
    private Optional<Raster> last = Optional.empty();

    RowImage(RowBands bands, boolean oneTile) {
        this.bands = bands;
        this.oneTile = oneTile;
        PictureLayout layout = bands.picture().layout();
        int type = layout.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        // Of encoders, only for how many channels there are: profiles are embedded beside them.
        ColorSpace space = ColorSpace.getInstance(layout.colour() ? ColorSpace.CS_sRGB : ColorSpace.CS_GRAY);
        colours = new ComponentColorModel(
                space, layout.alpha(), false, layout.alpha() ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, type);
        model = model(oneTile ? getHeight() : 1);
    }

    private SampleModel model(int rows) {
        PictureLayout layout = bands.picture().layout();
        int channels = layout.channels();
        return new PixelInterleavedSampleModel(
                layout.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT,
                getWidth(),
                rows,
                channels,
                getWidth() * channels,
                IntStream.range(0, channels).toArray());
    }

    private WritableRaster rows(int y, int rows) {
        return Raster.createWritableRaster(model(rows), buffer(bands.take(y, rows)), new Point(0, y));
    }

    static DataBuffer buffer(Samples samples) {
        return samples instanceof Samples.Bytes bytes
                ? new DataBufferByte(bytes.values(), bytes.length())
                : new DataBufferUShort(((Samples.Shorts) samples).values(), samples.length());
    }

    @Override
    public Raster getData(Rectangle region) {
        if (region.x != 0 || region.width != getWidth()) {
            throw new IllegalStateException("an encoder asks for parts of rows");
        }
        // The TIFF encoder may look at a strip and then ask for its rows one by one.
        if (last.isEmpty() || !last.get().getBounds().contains(region)) {
            last = Optional.of(rows(region.y, region.height));
        }
        return last.get().getBounds().equals(region)
                ? last.get()
                : last.get().createChild(0, region.y, region.width, region.height, 0, region.y, null);
    }

    @Override
    public Raster getTile(int tileX, int tileY) {
        return oneTile ? new Rows() : rows(tileY, 1);
    }

    /** A raster of the whole image without its samples: it gives children of the rows that are next. */
    private final class Rows extends Raster {

        Rows() {
            super(model, buffer(Samples.of(bands.picture().layout().bits(), 1)), new Point(0, 0));
        }

        @Override
        public Raster createChild(int x, int y, int w, int h, int childX, int childY, int[] bandList) {
            return rows(y, h).createChild(x, y, w, h, childX, childY, bandList);
        }
    }

    @Override
    public Raster getData() {
        throw new UnsupportedOperationException("the whole image is never in memory");
    }

    @Override
    public WritableRaster copyData(WritableRaster raster) {
        throw new UnsupportedOperationException("the whole image is never in memory");
    }

    @Override
    public ColorModel getColorModel() {
        return colours;
    }

    @Override
    public SampleModel getSampleModel() {
        return model;
    }

    @Override
    public int getWidth() {
        return bands.picture().width();
    }

    @Override
    public int getHeight() {
        return bands.picture().height();
    }

    @Override
    public int getNumXTiles() {
        return 1;
    }

    @Override
    public int getNumYTiles() {
        return oneTile ? 1 : getHeight();
    }

    @Override
    public int getTileWidth() {
        return getWidth();
    }

    @Override
    public int getTileHeight() {
        return oneTile ? getHeight() : 1;
    }

    @Override
    public int getMinX() {
        return 0;
    }

    @Override
    public int getMinY() {
        return 0;
    }

    @Override
    public int getMinTileX() {
        return 0;
    }

    @Override
    public int getMinTileY() {
        return 0;
    }

    @Override
    public int getTileGridXOffset() {
        return 0;
    }

    @Override
    public int getTileGridYOffset() {
        return 0;
    }

    @Override
    public Vector<RenderedImage> getSources() {
        return new Vector<>();
    }

    @Override
    public Object getProperty(String name) {
        return Image.UndefinedProperty;
    }

    @Override
    public String[] getPropertyNames() {
        return new String[0];
    }
}
