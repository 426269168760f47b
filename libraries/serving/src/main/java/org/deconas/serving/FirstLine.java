package org.deconas.serving;

/** What a failure of a native library says, in a line. */
public final class FirstLine {

    private FirstLine() {}

    /** The first line of the first cause; its class where that says nothing. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}
