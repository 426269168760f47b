package org.deconas.inference.models;

/** Why a model does not serve, in one line. */
final class Reason {

    private Reason() {}

    /** What an exception says. */
    static String of(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }

    static String required(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A model is passed over for a reason, but the reason is blank");
        }
        return reason;
    }
}
