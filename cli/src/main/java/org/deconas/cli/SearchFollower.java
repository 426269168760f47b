package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.client.StreamConnection;
import org.deconas.cli.client.StreamedEvent;
import org.deconas.cli.watching.LiveView;
import org.deconas.cli.watching.SearchLines;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.jline.terminal.TerminalBuilder;

/** Follows a search to its end: as a picture on a terminal, as lines elsewhere, or as JSON. */
final class SearchFollower {

    /** What shells say of a program that was ended by Ctrl-C. */
    private static final int LEFT_EXIT_CODE = 130;

    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(500);

    private SearchFollower() {}

    /**
     * Follows a search that was begun; or, where that is not wanted, prints its id, and with {@code --json} all of it.
     *
     * @return the exit code
     */
    static int begun(ExperimentsClient client, JsonNode experiment, CommonOptions common, FollowOptions following)
            throws IOException {
        String said = "experiment " + experiment.path("id").asText() + " ("
                + experiment.path("name").asText() + ")";
        return begun(client, experiment, said, common, following);
    }

    /** @param said before it is followed */
    static int begun(
            ExperimentsClient client, JsonNode experiment, String said, CommonOptions common, FollowOptions following)
            throws IOException {
        String id = experiment.path("id").asText();
        if (!following.detach()) {
            common.progress().accept(said);
            return watch(client, id, common, following.plain());
        }
        if (common.json()) {
            common.print(experiment);
        } else {
            common.out().println(id);
            common.out().flush();
        }
        return 0;
    }

    /**
     * Shows a search live where a person looks on; elsewhere a line for each step of it, and with {@code --json} every event.
     *
     * @param plain lines in any case
     * @return the exit code: 0 with a winner
     */
    static int watch(ExperimentsClient client, String id, CommonOptions common, boolean plain) throws IOException {
        if (common.json() || plain || !Terminal.takesPictures()) {
            return follow(client, id, common).exitCode(common);
        }
        JsonNode experiment = client.get(id); // before there is a picture of one that does not exist
        Optional<ExperimentEnded> ended;
        org.jline.terminal.Terminal terminal;
        try {
            terminal = TerminalBuilder.builder().system(true).dumb(false).build();
        } catch (IOException | IllegalStateException noTerminalThatCanBeDrawnOn) {
            return follow(client, id, common).exitCode(common);
        }
        try (LiveView view = new LiveView(terminal, Clock.systemUTC(), BETWEEN_PICTURES)) {
            Thread restoring = new Thread(() -> close(view));
            Runtime.getRuntime().addShutdownHook(restoring); // a program that is ended leaves a terminal as it was, too
            ended = view.show(client, experiment);
            Runtime.getRuntime().removeShutdownHook(restoring);
        }
        if (ended.isEmpty()) {
            common.progress()
                    .accept("the search goes on; 'deconas watch " + id + "' shows it again, 'deconas stop " + id
                            + "' ends it");
            return LEFT_EXIT_CODE;
        }
        return outcome(ended.get()).exitCode(common);
    }

    private static void close(LiveView view) {
        try {
            view.close();
        } catch (IOException terminalIsGone) {
            // Then there is nothing to give back
        }
    }

    /** Follows a search in lines; with {@code --json} gives every event as a line of JSON instead. */
    static SearchOutcome follow(ExperimentsClient client, String id, CommonOptions common) {
        Follower follower = new Follower(common);
        client.follow(id, follower::take, follower);
        return outcome(follower.ended);
    }

    private static SearchOutcome outcome(ExperimentEnded ended) {
        return new SearchOutcome(Optional.ofNullable(ended.modelId()), ended.reason());
    }

    private static final class Follower implements StreamConnection {

        private final CommonOptions common;
        private final Consumer<String> progress;
        private final SearchLines lines;
        private ExperimentEnded ended; // null until it has

        Follower(CommonOptions common) {
            this.common = common;
            this.progress = common.progress();
            this.lines = new SearchLines(common.json() ? line -> {} : progress);
        }

        void take(StreamedEvent event) {
            if (common.json()) {
                common.printLine(event);
            }
            lines.take(event.type(), event.body());
            if (event.type().equals(ExperimentEnded.class.getSimpleName())) {
                ended = EventCodec.mapper().convertValue(event.body(), ExperimentEnded.class);
            }
        }

        @Override
        public void lost(String reason) {
            progress.accept(reason + "; connecting again");
        }

        @Override
        public void back(String lastEventId) {
            progress.accept("connected again, goes on after event " + lastEventId);
        }
    }
}
