package org.deconas.cli.mesh;

/** The mesh cannot do what was asked; the message is one line for the user. */
public final class MeshException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MeshException(String message) {
        super(message);
    }

    public MeshException(String message, Throwable cause) {
        super(message, cause);
    }
}
