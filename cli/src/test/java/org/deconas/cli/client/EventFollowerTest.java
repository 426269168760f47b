package org.deconas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deconas.cli.mesh.MeshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that breaks off, given by a stand-in for the experiments service. */
class EventFollowerTest {

    private static final String FIRST = "id: e-1\nevent: PhaseStarted\ndata: {}\n\n";
    private static final String LAST = "id: e-2\nevent: ExperimentEnded\ndata: {}\n\n";

    private record Answer(int status, String body) {}

    private final List<Answer> answers = new ArrayList<>();
    private final List<String> askedAfter = new CopyOnWriteArrayList<>();
    private HttpServer standIn;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        standIn.createContext("/v1/experiments/x", exchange -> send(exchange, new Answer(200, "{}")));
        standIn.createContext("/v1/experiments/x/events", exchange -> {
            askedAfter.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            send(exchange, answers.get(askedAfter.size() - 1));
        });
        standIn.start();
    }

    @AfterEach
    void stopStandIn() {
        standIn.stop(0);
    }

    @Test
    void goesOnBehindTheLastEventThoughTheServiceDoesNotKnowTheExperimentForAWhile() {
        // Given
        answer(200, FIRST);
        answer(404, "{\"detail\": \"unknown\"}");
        answer(200, LAST);
        List<String> types = new ArrayList<>();
        // When
        client().follow("x", event -> types.add(event.type()));
        // Then
        assertThat(types).containsExactly("PhaseStarted", "ExperimentEnded");
        assertThat(askedAfter).containsExactly("null", "e-1", "e-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 410})
    void endsAtOnceWhenAnotherAttemptWouldBeRefusedToo(int status) {
        // Given
        answer(200, FIRST);
        answer(status, "{\"detail\": \"the events have other ids now\"}");
        // When, then
        assertThatThrownBy(() -> client().follow("x", event -> {}))
                .isInstanceOf(MeshException.class)
                .hasMessageEndingWith("answers " + status + ": the events have other ids now");
        assertThat(askedAfter).containsExactly("null", "e-1");
    }

    private ExperimentsClient client() {
        return new ExperimentsClient("http://127.0.0.1:" + standIn.getAddress().getPort());
    }

    /** What the next request for the stream is answered with. */
    private void answer(int status, String body) {
        answers.add(new Answer(status, body));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
