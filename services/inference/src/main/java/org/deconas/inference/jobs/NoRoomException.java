package org.deconas.inference.jobs;

/** A job is not accepted, because there is no place for it. */
public class NoRoomException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private NoRoomException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    static NoRoomException tooManyWait(int most) {
        return new NoRoomException(most + " jobs wait already; ask again later", true);
    }

    static NoRoomException diskIsFull(long most) {
        return new NoRoomException(
                "The images of other jobs take the " + mebibytes(most)
                        + " MiB that this service has for jobs, or may take them; ask again later, or delete jobs whose"
                        + " results are fetched",
                true);
    }

    static NoRoomException tooLarge(long needed, long most) {
        return new NoRoomException(
                "The job may take " + mebibytes(needed) + " MiB on disk, but this service has " + mebibytes(most)
                        + " MiB for all jobs; send a smaller image",
                false);
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    /** Whether waiting helps. */
    public boolean isPassing() {
        return passing;
    }
}
