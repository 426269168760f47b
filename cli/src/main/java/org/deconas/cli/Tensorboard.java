package org.deconas.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.mesh.MeshException;
import org.deconas.cli.tensorboard.SearchCurves;
import org.deconas.schema.EventCodec;
import org.deconas.schema.UnreadableEventException;
import org.deconas.search.LogArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an experiment's curves for TensorBoard. */
@Command(
        name = "tensorboard",
        mixinStandardHelpOptions = true,
        description = {
            "Writes an experiment's curves as event files: then 'tensorboard --logdir DIR' shows them.",
            "Reward, PSNR and penalty of trials; baseline, entropy and mean reward of the policy; loss and validation PSNR of shared"
                    + " weights, finalists and winner, each a run of its own. What an earlier call wrote there is replaced."
        })
final class Tensorboard implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID|FILE", description = "An experiment, or a file that 'deconas export' wrote.")
    private String source;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "The folder for its runs.")
    private Path folder;

    @Option(names = "--follow", description = "Go on while the search runs, until it ends.")
    private boolean follow;

    /** What was written, as {@code --json} gives it. */
    record Written(String folder, List<String> runs, long points) {}

    @Override
    public Integer call() throws IOException {
        try (SearchCurves curves = new SearchCurves(folder)) {
            write(curves);
            List<String> runs = curves.runs().stream().sorted().toList();
            if (common.json()) {
                common.print(new Written(folder.toString(), runs, curves.points()));
            } else {
                common.out()
                        .println(folder + ": " + curves.points() + " points of " + String.join(", ", runs)
                                + "; 'tensorboard --logdir " + folder + "' shows them");
                common.out().flush();
            }
        }
        return 0;
    }

    private void write(SearchCurves curves) throws IOException {
        boolean isFile = ExperimentLogs.isFile(source);
        if (isFile && follow) {
            throw new MeshException(source + " is a file, which nothing is added to; leave --follow out");
        }
        if (isFile) {
            read(Path.of(source), curves);
        } else if (follow) {
            follow(MeshClients.experiments(common.home()), curves);
        } else {
            Path download = Files.createTempFile("deconas-log-", ".zip");
            try {
                MeshClients.experiments(common.home()).export(source, "none", download); // it has the times
                read(download, curves);
            } finally {
                Files.delete(download);
            }
        }
    }

    private static void read(Path file, SearchCurves curves) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                LogArchive.Reader reader = new LogArchive.Reader(in)) {
            for (Optional<LogArchive.Entry> entry = reader.nextEvent(); entry.isPresent(); entry = reader.nextEvent()) {
                curves.take(entry.get().event(), entry.get().time());
            }
        } catch (UnreadableEventException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** The stream has no times: what was before is drawn as of now. */
    private void follow(ExperimentsClient client, SearchCurves curves) {
        common.progress().accept("written while the search runs; Ctrl-C ends this, not the search");
        client.follow(source, event -> {
            try {
                curves.take(EventCodec.decodeStreamed(event.type(), event.body()), Instant.now());
                curves.flush();
            } catch (UnreadableEventException e) {
                unread(event.type(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A kind that only a newer service knows has no curve; but none of those that have may be lost in silence. */
    private void unread(String type, UnreadableEventException e) {
        if (EventCodec.readableTypes().values().stream()
                .anyMatch(kind -> kind.getSimpleName().equals(type))) {
            common.complain(e.getMessage());
        }
    }
}
