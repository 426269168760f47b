package org.deconas.inference.jobs;

/** Where a job is in its life, by name: WAITING → RUNNING → DONE → EXPIRED, or FAILED or CANCELLED. What it has there: {@link JobLife}. */
public enum JobState {
    WAITING,
    RUNNING,
    DONE,
    EXPIRED,
    FAILED,
    CANCELLED
}
