package org.deconas.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** The events of a job, as a client of Server-Sent Events reads them. */
final class JobEvents {

    /**
     * One event.
     *
     * @param state its name
     * @param progress what its data say
     */
    record Received(String state, double progress) {}

    private static final long LIMIT_SECONDS = 60;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end;

    /** Begins to read a job's events. */
    JobEvents(String id) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/jobs/" + id + "/events"))
                .build();
        end = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines()))
                .thenApply(response -> null);
    }

    /** What came until now. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** What came until the stream ended. */
    List<Received> all() {
        end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        return received();
    }

    private final class Lines implements Flow.Subscriber<String> {
        private String name = "";

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                JsonPath data = JsonPath.from(line.substring("data:".length()));
                assertThat(data.getString("state")).isEqualTo(name);
                received.add(new Received(name, data.getDouble("progress")));
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The answer's future has it
        }

        @Override
        public void onComplete() {
            // The answer's future is complete then
        }
    }
}
