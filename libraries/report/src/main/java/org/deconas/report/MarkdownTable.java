package org.deconas.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;

/** A table of Markdown. */
final class MarkdownTable {

    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... heads) {
        row((Object[]) heads);
        text.append("| ")
                .append(String.join(" | ", Collections.nCopies(heads.length, "---")))
                .append(" |\n");
    }

    MarkdownTable row(Object... cells) {
        text.append("| ")
                .append(Arrays.stream(cells)
                        .map(cell -> String.valueOf(cell).replace("|", "\\|"))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
