package org.deconas.cli.watching;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.client.StreamConnection;
import org.deconas.schema.ExperimentEnded;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * A search on a terminal, drawn anew again and again on a screen of its own. What was on the terminal before comes back at the end, with
 * the last picture below it.
 */
public final class LiveView implements AutoCloseable {

    private final Terminal terminal;
    private final Display display;
    private final Attributes attributes; // as they were before
    private final Glyphs glyphs;
    private final Clock clock;
    private final Duration betweenPictures;
    private final SearchState state = new SearchState(); // guarded by itself
    private final Pace pace = new Pace();
    private Instant requestedAt;
    private Instant endedAt; // null while it runs
    private String trouble; // null while the service is heard; guarded by state
    private volatile boolean left;
    private volatile boolean anew;
    private Size drawnSize; // null before the first picture
    private boolean closed;

    /**
     * @param terminal is closed by {@link #close}
     * @param clock what time it is
     * @param betweenPictures how long a picture stays
     */
    public LiveView(Terminal terminal, Clock clock, Duration betweenPictures) {
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        this.glyphs = Glyphs.of(terminal.encoding());
        this.clock = clock;
        this.betweenPictures = betweenPictures;
        this.requestedAt = clock.instant();
        this.attributes = terminal.enterRawMode(); // typed keys are not to stand in the picture
        terminal.handle(Terminal.Signal.INT, signal -> left = true);
        terminal.handle(Terminal.Signal.CONT, signal -> {
            terminal.enterRawMode();
            anew = true;
        });
        enterScreen();
    }

    private void enterScreen() {
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /**
     * Shows a search until it ends, or until its user has seen enough and types {@code q} or Ctrl-C.
     *
     * @param experiment as the service describes it
     * @return how it ended; empty when its user left before
     * @throws IOException when the terminal is gone
     */
    public Optional<ExperimentEnded> show(ExperimentsClient client, JsonNode experiment) throws IOException {
        String id = experiment.path("id").asText();
        requestedAt = instant(experiment, "requestedAt").orElse(requestedAt);
        endedAt = instant(experiment, "endedAt").orElse(null);
        CompletableFuture<Void> following = new CompletableFuture<>();
        Thread follower = new Thread(() -> follow(client, id, following), "events of " + id);
        follower.setDaemon(true);
        follower.start();
        while (!left && !following.isDone()) {
            draw();
            int key = terminal.reader().read(betweenPictures.toMillis());
            left |= key == 'q' || key == -1;
        }
        draw();
        if (following.isDone()) {
            rethrow(following);
        }
        synchronized (state) {
            return state.ended();
        }
    }

    private static Optional<Instant> instant(JsonNode experiment, String field) {
        return experiment.path(field).isTextual()
                ? Optional.of(Instant.parse(experiment.path(field).textValue()))
                : Optional.empty();
    }

    private void follow(ExperimentsClient client, String id, CompletableFuture<Void> following) {
        try {
            client.follow(
                    id,
                    event -> {
                        synchronized (state) {
                            state.take(event.type(), event.body());
                        }
                    },
                    new ConnectionNotes());
            following.complete(null);
        } catch (RuntimeException | Error e) {
            following.completeExceptionally(e);
        }
    }

    private static void rethrow(CompletableFuture<Void> following) {
        try {
            following.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What becomes of the connection stands in the picture. */
    private final class ConnectionNotes implements StreamConnection {
        @Override
        public void lost(String reason) {
            synchronized (state) {
                trouble = reason + "; connecting again";
                state.note(reason);
            }
        }

        @Override
        public void back(String lastEventId) {
            synchronized (state) {
                trouble = null;
                state.note("connected again, goes on after event " + lastEventId);
            }
        }
    }

    /** Nothing any more once the terminal was given back, which another thread may do when the program is ended. */
    private synchronized void draw() {
        if (closed) {
            return;
        }
        Size size = terminal.getSize();
        if (anew || !size.equals(drawnSize)) {
            if (anew) {
                enterScreen();
            }
            anew = false;
            drawnSize = size;
            display.resize(size.getRows(), size.getColumns());
            display.clear();
        }
        display.update(new ArrayList<>(picture(size)), 0); // a display scrolls by changing what it was given
    }

    private List<AttributedString> picture(Size size) {
        synchronized (state) {
            Instant now = clock.instant();
            if (state.ended().isPresent() && endedAt == null) {
                endedAt = now;
            }
            Duration elapsed = Duration.between(requestedAt, endedAt == null ? now : endedAt);
            Optional<Duration> timeLeft = Optional.empty();
            if (state.work().isPresent()) {
                Workload work = state.work().get();
                pace.look(now, work, state.part(), trouble == null && !state.isPaused());
                timeLeft = pace.left(work, elapsed);
            }
            return new SearchPicture(glyphs, size.getColumns(), size.getRows())
                    .draw(state, new SearchPicture.Clock(elapsed, timeLeft, Optional.ofNullable(trouble)));
        }
    }

    /** Gives the terminal back as it was, with the last picture on it. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        terminal.puts(Capability.exit_ca_mode);
        terminal.puts(Capability.cursor_normal);
        terminal.setAttributes(attributes);
        picture(terminal.getSize()).forEach(line -> line.println(terminal));
        terminal.flush();
        terminal.close();
    }
}
