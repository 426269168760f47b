package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents tell readers to type is understood by the program. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** A command in a fenced block, without comment, redirection and line continuation. */
    static Stream<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path document : documents()) {
            boolean fenced = false;
            for (String line :
                    Files.readString(document).replace("\\\n", " ").lines().toList()) {
                if (line.startsWith("```")) {
                    fenced = line.startsWith("```sh");
                } else if (fenced && line.startsWith("./deconas ")) {
                    commands.add(line.substring("./deconas ".length()).replaceFirst("\\s+[#>|].*", ""));
                }
            }
        }
        return commands.stream();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandOfADocumentIsUnderstood(String command) {
        // When
        String[] arguments = words(command);

        // Then
        assertThatCode(() -> Deconas.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
    }

    @Test
    void commandThatThereIsNotIsNotUnderstood() {
        assertThatThrownBy(() -> Deconas.commandLine().parseArgs(words("serach --images photographs/")))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> Deconas.commandLine().parseArgs(words("search --image photographs/")))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    @Test
    void documentsHaveManyCommands() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(40);
    }

    private static String[] words(String command) {
        Matcher matcher = WORD.matcher(command);
        return matcher.results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toArray(String[]::new);
    }
}
