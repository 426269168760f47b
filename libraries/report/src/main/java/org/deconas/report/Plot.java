package org.deconas.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/**
 * A plot of the report.
 *
 * @param section what it belongs to
 * @param title what it shows, one line
 */
record Plot(Section section, String title, XYChart chart) {

    /** The parts of the report that have plots. */
    enum Section {
        REWARD,
        PSNR,
        PENALTY,
        ENTROPY,
        PARETO,
        RANKS
    }

    /** Whether this Java can draw letters: some small installations have no fonts, and then fail. */
    static boolean available() {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                    .createGlyphVector(new FontRenderContext(null, true, true), "0")
                    .getOutline();
            return true;
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return false;
        }
    }

    /** The name of its file. */
    String file() {
        return section.name().toLowerCase(Locale.ROOT) + ".svg";
    }

    Path write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
        return file;
    }
}
