package org.deconas.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The program {@code deconas}: exit code 0 only on success, 1 on failure, 2 when it was called wrongly. */
@Command(
        name = "deconas",
        description = "Searches network architectures for image super-resolution, trains the best, and serves it.",
        mixinStandardHelpOptions = true,
        versionProvider = Deconas.Version.class,
        subcommands = {
            Demo.class,
            Up.class,
            Down.class,
            Status.class,
            Search.class,
            Experiments.class,
            Watch.class,
            Pause.class,
            Resume.class,
            Stop.class,
            Clone.class,
            Delete.class,
            Replay.class,
            Winner.class,
            Export.class,
            Import.class,
            DeadLetters.class,
            Tensorboard.class,
            Report.class,
            Compare.class,
            Describe.class,
            Train.class,
            ImportModel.class,
            Evaluate.class,
            ExportOnnx.class,
            Upscale.class,
            Data.class,
            Models.class,
            KeyCommands.class
        })
public final class Deconas {

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The program with all of its commands. */
    static CommandLine commandLine() {
        return new CommandLine(new Deconas())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Deconas::report);
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println("deconas: " + (failure.getMessage() == null ? failure : failure.getMessage()));
        if (command.getParseResult().hasMatchedOption("--verbose")) {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version that this jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Deconas.class.getPackage().getImplementationVersion();
            return new String[] {"deconas " + (version == null ? "(not packaged)" : version)};
        }
    }
}
