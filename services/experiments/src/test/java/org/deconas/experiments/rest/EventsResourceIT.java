package org.deconas.experiments.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.experiments.domain.EventId;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class EventsResourceIT {

    /** One event as a client gets it. */
    private record Received(EventId id, String kind, String data) {}

    @TestHTTPResource("/v1/experiments/")
    URI experiments;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void historyAndThenWhatHappensAreSentOnceAndTheStreamEndsWithTheExperiment() {
        // Given
        List<Event> life = Samples.life("watched");
        life.subList(0, 9).forEach(log::write);
        awaitExperiment("watched");
        Client client = new Client("watched", null);
        await().until(() -> client.received.size() >= 9);
        // When
        life.subList(9, life.size()).forEach(log::write);
        // Then
        await().until(client.end::isDone);
        assertThat(client.received)
                .extracting(event -> event.id().position())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(client.received)
                .extracting(Received::kind, Received::data)
                .containsExactlyInAnyOrderElementsOf(life.stream()
                        .map(event -> org.assertj.core.groups.Tuple.tuple(
                                event.getClass().getSimpleName(),
                                new String(EventCodec.encode(event), StandardCharsets.UTF_8)))
                        .toList());
    }

    @Test
    void clientGoesOnAfterTheLastEventThatItHas() {
        // Given
        Samples.life("resumed").forEach(log::write);
        awaitExperiment("resumed");
        Client whole = new Client("resumed", null);
        await().until(whole.end::isDone);
        String last = whole.received.get(7).id().toString();
        // When
        Client rest = new Client("resumed", last);
        // Then
        await().until(rest.end::isDone);
        assertThat(rest.received).isEqualTo(whole.received.subList(8, whole.received.size()));
    }

    @Test
    void historyOfSeveralPagesIsWhole() {
        // Given
        log.write(Samples.requested("long"));
        LongStream.range(0, 250).forEach(version -> log.write(Samples.policy("long", version, 0, 30)));
        awaitExperiment("long");
        // When
        Client client = new Client("long", null);
        // Then
        await().until(() -> client.received.size() == 251);
        assertThat(client.received)
                .extracting(event -> event.id().position())
                .isSorted()
                .doesNotHaveDuplicates();
        client.end.cancel(true);
    }

    @Test
    void lastEventIdThatIsNoneIsAProblem() {
        // Given
        log.write(Samples.requested("strict"));
        awaitExperiment("strict");
        // When
        int status = io.restassured.RestAssured.given()
                .header("Last-Event-ID", "x")
                .get("/v1/experiments/strict/events")
                .statusCode();
        // Then
        assertThat(status).isEqualTo(400);
    }

    private static void awaitExperiment(String id) {
        await().until(() ->
                io.restassured.RestAssured.get("/v1/experiments/" + id).statusCode() == 200);
    }

    /** Reads a stream of Server-Sent Events until its end. */
    private final class Client {
        private final List<Received> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> end;

        Client(String id, String lastEventId) {
            HttpRequest.Builder request = HttpRequest.newBuilder(experiments.resolve(id + "/events"));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            end = CompletableFuture.runAsync(() -> {
                try {
                    read(HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofLines())
                            .body());
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        private void read(Stream<String> lines) {
            StringBuilder block = new StringBuilder();
            lines.forEach(line -> {
                if (!line.isEmpty()) {
                    block.append(line).append('\n');
                    return;
                }
                String text = block.toString();
                block.setLength(0);
                if (text.contains("data:")) {
                    assertThat(text.lines()).allMatch(field -> field.matches("(id|event|data):.*"));
                    received.add(new Received(
                            EventId.parse(field(text, "id")).orElseThrow(), field(text, "event"), field(text, "data")));
                }
            });
        }

        private static String field(String block, String name) {
            return block.lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
