package org.deconas.experiments.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deconas.experiments.Database;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.experiments.domain.EventId;
import org.deconas.experiments.stream.SseReader.Received;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.ExperimentPauseRequested;
import org.deconas.schema.ExperimentResumeRequested;
import org.junit.jupiter.api.Test;

/** What a stream sends, to whom, and how much of it at once. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class StreamLimitsIT extends StreamVisit {

    @Inject
    EventPages pages;

    @Test
    void whatIsSentIsWhatTheAsyncApiDocumentSays() throws IOException {
        // Given
        List<Event> events = new ArrayList<>(Samples.life("documented"));
        events.add(3, new ExperimentPauseRequested("documented", 1));
        events.add(4, new ExperimentResumeRequested("documented", 1));
        events.add(5, progress("documented", 1, "trainer-1"));
        events.forEach(log::write);
        awaitState("documented", "COMPLETED");
        JsonNode document = new YAMLMapper().readTree(resource("/asyncapi-stream.yaml"));
        int sent = 0;
        // When
        try (SseReader reader = stream("experiments/documented/events", null)) {
            for (Optional<Received> next = reader.next(); next.isPresent(); next = reader.next()) {
                // Then
                JsonNode message =
                        document.at("/components/messages/" + next.get().kind());
                assertThat(message.isMissingNode()).as(next.get().kind()).isFalse();
                JsonNode schema = EventCodec.mapper()
                        .readTree(resource(
                                "/" + message.at("/payload/schema/$ref").asText()));
                assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                                .getSchema(schema)
                                .validate(
                                        EventCodec.mapper().readTree(next.get().data())))
                        .as(next.get().toString())
                        .isEmpty();
                sent++;
            }
        }
        assertThat(sent).isEqualTo(events.size());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = EventCodec.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }

    @Test
    void clientThatTakesNothingIsDroppedAndTheOthersAreNotHeldUp() throws IOException {
        // Given
        begin("stalled");
        double before = metric("deconas_sse_dropped_total");
        try (Socket silent = new Socket()) {
            silent.setReceiveBufferSize(4096);
            silent.connect(new java.net.InetSocketAddress(root.getHost(), root.getPort()));
            silent.getOutputStream()
                    .write("GET /v1/experiments/stalled/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String large = "x".repeat(600_000);
            // When
            try (SseReader other = stream("experiments/stalled/events?kinds=TrainingProgressed", null)) {
                for (int step = 1; step <= 15; step++) {
                    log.write(progress("stalled", step, large));
                    assertThat(other.next().orElseThrow().data()).contains("\"step\":" + step + ",");
                }
            }
            // Then
            await().untilAsserted(() ->
                    assertThat(metric("deconas_sse_dropped_total")).isEqualTo(before + 1));
        }
    }

    @Test
    void streamThatCannotBeGivenIsAProblemThatSaysWhatWouldBeRight() throws IOException {
        // Given
        begin("mine");
        begin("others");
        log.write(progress("others", 1, "a"));
        await().until(() -> !Database.rows(
                        "select position from event_log where experiment_id = 'others' and type like '%Progressed%'")
                .isEmpty());
        String foreign = newestOf("others").toString();
        String never = new EventId(newestOf("others").epoch(), 987_654_321).toString();
        // Then
        assertProblem(
                "experiments/mine/events?kinds=RewardMeasured,Rewards",
                null,
                "kinds has 'Rewards', but must be of ArchitectureSampled, Exp");
        assertProblem("experiments/mine/events?from=yesterday", null, "from is 'yesterday', but must be start or now");
        for (String id : List.of("x", "-1", "1e3", "99999999999999999999", "42", never, foreign)) {
            assertProblem("experiments/mine/events", id, "Last-Event-ID is '" + id + "', but must be an id that this");
        }
        assertProblem("events", never, "Last-Event-ID is '" + never + "'");
        stream("events", foreign).close();
    }

    @Test
    void pageOfLargeEventsIsNoLargerThanAClientMayHaveWaiting() {
        // Given
        begin("bulky");
        IntStream.rangeClosed(1, 8).forEach(step -> log.write(progress("bulky", step, "x".repeat(400_000))));
        await().until(() -> Database.rows("select count(*) from event_log where experiment_id = 'bulky'")
                .equals(List.of("9")));
        List<Long> received = new ArrayList<>();
        long position = 0;

        // When
        for (boolean isLast = false; !isLast; ) {
            EventPages.Page page = pages.after(position, "bulky").await().indefinitely();

            // Then
            assertThat(page.frames().stream()
                            .mapToLong(frame -> frame.bytes().length)
                            .sum())
                    .isLessThan(2 << 20);
            page.frames().forEach(frame -> received.add(frame.position()));
            position = received.get(received.size() - 1);
            isLast = page.isLast();
        }
        assertThat(received).hasSize(9).isSorted().doesNotHaveDuplicates();
    }

    private static double metric(String name) {
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertProblem(String path, String lastEventId, String detail) {
        RestAssured.given()
                .header("Last-Event-ID", lastEventId == null ? "" : lastEventId)
                .get("/v1/" + path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }
}
