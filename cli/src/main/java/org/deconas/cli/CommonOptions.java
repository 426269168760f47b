package org.deconas.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.cli.mesh.MeshHome;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command understands. */
final class CommonOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".deconas",
            description = "Where state lives (default: ${DEFAULT-VALUE}).")
    private Path home;

    @Option(names = "--json", description = "Answer in JSON; progress goes to standard error.")
    private boolean json;

    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    private boolean verbose;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    MeshHome home() {
        return new MeshHome(home);
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Tells the user how far a command is, without getting into an answer that programs read. */
    Consumer<String> progress() {
        PrintWriter writer = json ? command.commandLine().getErr() : out();
        return line -> {
            writer.println(line);
            writer.flush();
        };
    }

    /** Tells the user what went wrong, in one line. */
    void complain(String line) {
        command.commandLine().getErr().println("deconas: " + line);
        command.commandLine().getErr().flush();
    }

    /** Answers with that content as JSON. */
    void print(Object content) {
        print(content, JsonFile.MAPPER.writer());
    }

    /** Answers with that content as one line of JSON, of which more follow. */
    void printLine(Object content) {
        print(content, JsonFile.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT));
    }

    private void print(Object content, ObjectWriter writer) {
        try {
            out().println(writer.writeValueAsString(content));
            out().flush();
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
