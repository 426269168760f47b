package org.deconas.pictures;

/** How a stored picture is to be shown, in the numbers of EXIF and TIFF (tag 274): 1 as it is, 6 turned to the right. */
record Orientation(int number) {

    static final Orientation AS_STORED = new Orientation(1);

    /** A number that the standard does not know stands for a picture that is shown as stored. */
    static Orientation of(int number) {
        return number < 1 || number > 8 ? AS_STORED : new Orientation(number);
    }

    /** Whether width and height change places. */
    boolean turns() {
        return number >= 5;
    }

    /**
     * @param stored interleaved samples, width x height x channels
     * @return the samples as shown; the same object where nothing is to be turned
     */
    Samples apply(Samples stored, int width, int height, PictureLayout layout) {
        if (number == 1) {
            return stored;
        }
        int channels = layout.channels();
        Samples shown = Samples.of(layout.bits(), stored.length());
        int shownWidth = turns() ? height : width;
        int shownHeight = turns() ? width : height;
        int at = 0;
        for (int y = 0; y < shownHeight; y++) {
            for (int x = 0; x < shownWidth; x++) {
                int alongX = turns() ? y : x;
                int alongY = turns() ? x : y;
                int storedX = mirrorsX() ? width - 1 - alongX : alongX;
                int storedY = mirrorsY() ? height - 1 - alongY : alongY;
                stored.copyTo((storedY * width + storedX) * channels, shown, at, channels);
                at += channels;
            }
        }
        return shown;
    }

    // Where the shown picture runs against the stored picture's columns.
    private boolean mirrorsX() {
        return number == 2 || number == 3 || number == 7 || number == 8;
    }

    // Where the shown picture runs against the stored picture's rows.
    private boolean mirrorsY() {
        return number == 3 || number == 4 || number == 6 || number == 7;
    }
}
