package org.deconas.cli.upscaling;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures in one line for the user. */
final class Reasons {

    private Reasons() {}

    static String of(Exception failure) {
        return words(failure).replaceAll("\\s+", " ").strip();
    }

    private static String words(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return "this user may not use " + denied.getFile();
        }
        if (failure instanceof FileAlreadyExistsException other) {
            return other.getFile() + " is there already and is no folder";
        }
        if (failure instanceof FileSystemException disk && disk.getReason() != null) {
            return disk.getFile() + ": " + disk.getReason();
        }
        if (failure instanceof FileNotFoundException missing) {
            return "cannot be read: " + missing.getMessage();
        }
        if (failure instanceof IOException && failure.getMessage() != null) {
            return failure.getMessage();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
