package org.deconas.onnx;

/** The graph holds something that cannot be said in ONNX, or is damaged; the message is one line. */
final class UntranslatableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntranslatableException(String message) {
        super(message);
    }
}
