package org.deconas.experiments.stream;

import static org.deconas.experiments.Patience.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import java.net.URI;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.Samples;
import org.deconas.experiments.domain.EventId;
import org.deconas.schema.Event;
import org.deconas.schema.TrainingProgressed;
import org.junit.jupiter.api.AfterEach;

/** A test whose clients follow event streams, of experiments that it writes to the log. */
abstract class StreamVisit {

    @TestHTTPResource("/v1/")
    URI root;

    final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    static EventId newestOf(String id) {
        return EventId.parse(
                        RestAssured.get("/v1/experiments/" + id + "/series").path("position"))
                .orElseThrow();
    }

    void begin(String id) {
        log.write(Samples.requested(id));
        await().until(() -> RestAssured.get("/v1/experiments/" + id).statusCode() == 200);
    }

    static void awaitState(String id, String state) {
        await().until(() ->
                state.equals(RestAssured.get("/v1/experiments/" + id).path("state")));
    }

    SseReader stream(String path, String lastEventId) {
        return new SseReader(root.resolve(path), lastEventId);
    }

    static Event progress(String id, int step, String trainer) {
        return new TrainingProgressed(id, id + "/train", step, 1_000_000, 0.05, 2.5, trainer, "CPU", 0.8);
    }
}
