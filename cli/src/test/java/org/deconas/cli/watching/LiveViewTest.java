package org.deconas.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.mesh.MeshException;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentEnded;
import org.deconas.search.WholeSearch;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal without a device, and a stand-in for the experiments service that streams a real log. */
@Timeout(60)
class LiveViewTest {

    private static final String ENTER_SCREEN = "\u001b[?1049h";
    private static final String LEAVE_SCREEN = "\u001b[?1049l";
    private static final List<Event> LOG = WholeSearch.log("e", WholeSearch.settings());

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PipedOutputStream keys = new PipedOutputStream();
    private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
    private final CountDownLatch streaming = new CountDownLatch(1);
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer service;
    private Terminal terminal;

    @BeforeEach
    void open() throws IOException {
        terminal = new ExternalTerminal(
                "test", "xterm-256color", new PipedInputStream(keys), shown, StandardCharsets.UTF_8);
        terminal.setSize(new Size(100, 24));
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(threads);
        service.createContext(
                "/v1/experiments/e", exchange -> answer(exchange, "{\"id\":\"e\",\"state\":\"RUNNING\"}"));
        service.start();
    }

    @AfterEach
    void close() throws IOException {
        testOver.countDown();
        service.stop(0);
        threads.shutdownNow();
        terminal.close();
    }

    @Test
    void searchThatEndsLeavesItsLastPictureOnTheTerminal() throws IOException {
        // Given
        service.createContext("/v1/experiments/e/events", exchange -> answer(exchange, events(0, LOG.size())));

        // When
        Optional<ExperimentEnded> ended = show();

        // Then
        assertThat(ended.orElseThrow().modelId()).isEqualTo("e-x2");
        assertThat(text()).contains(ENTER_SCREEN);
        assertThat(text().substring(text().indexOf(LEAVE_SCREEN))).contains("completed: model e-x2", "100 %");
    }

    @Test
    void pictureGoesOnWhileLinesScrollAndTheTerminalIsResized() throws IOException {
        // Given: a terminal with little room, and a search whose events come one by one
        terminal.setSize(new Size(100, 14));
        service.createContext("/v1/experiments/e/events", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < LOG.size(); i++) {
                    out.write(events(i, i + 1).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    LockSupport.parkNanos(30_000_000);
                    if (i == LOG.size() / 2) {
                        terminal.setSize(new Size(60, 20));
                    }
                }
            }
        });

        // When
        Optional<ExperimentEnded> ended = show();

        // Then
        assertThat(ended).isPresent();
        assertThat(text().substring(text().indexOf(LEAVE_SCREEN)).lines().map(LiveViewTest::withoutControls))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    }

    private static String withoutControls(String line) {
        return line.replaceAll("\u001b[\\[(][0-9;?]*[A-Za-z]|\r", "");
    }

    @Test
    void ctrlCLeavesAndTheTerminalIsAsItWas() throws IOException, InterruptedException {
        // Given
        Attributes before = terminal.getAttributes();
        service.createContext("/v1/experiments/e/events", this::beginAndGoOnForEver);
        threads.execute(() -> type(3));

        // When
        Optional<ExperimentEnded> ended = show();

        // Then
        assertThat(ended).isEmpty();
        assertThat(text()).contains(ENTER_SCREEN, LEAVE_SCREEN);
        assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
    }

    @Test
    void qLeavesToo() throws IOException {
        // Given
        service.createContext("/v1/experiments/e/events", this::beginAndGoOnForEver);
        threads.execute(() -> type('q'));

        // When
        Optional<ExperimentEnded> ended = show();

        // Then
        assertThat(ended).isEmpty();
    }

    @Test
    void connectionThatBreaksWithinAnEventIsTakenUpAfterTheLastWholeOne() throws IOException {
        // Given: half of the log and a piece of the next event; the rest to whoever comes back
        int half = LOG.size() / 2;
        String torn = events(half, half + 1);
        service.createContext("/v1/experiments/e/events", exchange -> {
            String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            lastEventIds.add(String.valueOf(last));
            answer(
                    exchange,
                    last == null
                            ? events(0, half) + torn.substring(0, torn.length() / 2)
                            : events(Integer.parseInt(last), LOG.size()));
        });

        // When
        Optional<ExperimentEnded> ended = show();

        // Then
        assertThat(ended).isPresent();
        assertThat(lastEventIds).containsExactly("null", Integer.toString(half));
        assertThat(text()).contains("connecting again");
    }

    @Test
    void unknownExperimentIsAFailureAndTheTerminalIsGivenBack() throws IOException {
        // Given
        service.removeContext("/v1/experiments/e");

        // When, then
        assertThatThrownBy(this::show).isInstanceOf(MeshException.class).hasMessageContaining("404");
        assertThat(text()).contains(LEAVE_SCREEN);
    }

    private Optional<ExperimentEnded> show() throws IOException {
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        try (LiveView view = new LiveView(terminal, Clock.systemUTC(), Duration.ofMillis(20))) {
            ExperimentsClient client = new ExperimentsClient(url);
            return view.show(client, client.get("e"));
        }
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private void type(int key) {
        try {
            streaming.await(30, TimeUnit.SECONDS);
            keys.write(key);
            keys.flush();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beginAndGoOnForEver(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(events(0, LOG.size() / 2).getBytes(StandardCharsets.UTF_8));
            out.flush();
            streaming.countDown();
            testOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String events(int from, int to) {
        StringBuilder stream = new StringBuilder();
        for (int i = from; i < to; i++) {
            Event event = LOG.get(i);
            stream.append("id:").append(i + 1).append("\nevent:");
            stream.append(event.getClass().getSimpleName()).append("\ndata:");
            stream.append(new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        return stream.toString();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
