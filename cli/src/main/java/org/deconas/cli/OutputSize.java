package org.deconas.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Size of an enlarged image, in pixels, at least 1 each way; written as {@code 1280x720}.
 */
record OutputSize(int width, int height) {

    private static final Pattern WRITTEN = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})");

    @Override
    public String toString() {
        return width + "x" + height;
    }

    /** Reads a size from the command line. */
    static final class Converter implements ITypeConverter<OutputSize> {
        @Override
        public OutputSize convert(String written) {
            Matcher size = WRITTEN.matcher(written);
            if (!size.matches()) {
                throw new TypeConversionException("'" + written + "' is no size; write it as 1280x720");
            }
            return new OutputSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        }
    }
}
