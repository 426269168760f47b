package org.deconas.pictures;

/** The bytes begin like a picture, and are damaged or cut short. */
public final class DamagedPictureException extends PictureException {

    private static final long serialVersionUID = 1L;

    DamagedPictureException(String problem) {
        this(problem, null);
    }

    DamagedPictureException(String problem, Throwable cause) {
        super(problem + "; give the whole file as it was first written", cause);
    }

    static DamagedPictureException cutShort(PictureFormat format) {
        return new DamagedPictureException("the " + format.label() + " data are cut short");
    }

    static DamagedPictureException damaged(PictureFormat format, String detail) {
        return new DamagedPictureException("the " + format.label() + " data are damaged (" + detail + ")");
    }
}
