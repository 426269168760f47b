package org.deconas.inference.jobs;

/**
 * Why a job has no result.
 *
 * @param status of HTTP: what a request would have been answered with
 * @param detail one line: what is wrong and, where somebody can do something, what would be right
 */
public record JobFailure(int status, String detail) {

    public JobFailure {
        if (detail.isBlank()) {
            throw new IllegalArgumentException("A job fails for a reason, but the detail is blank");
        }
    }
}
