package org.deconas.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The events of a job, as a client of Server-Sent Events reads them. */
final class JobEvents {

    /**
     * One event.
     *
     * @param state its name
     * @param progress what its data say
     */
    record Received(String state, double progress) {}

    private JobEvents() {}

    /** Reads a job's events until the stream ends. */
    static List<Received> read(String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/jobs/" + id + "/events"))
                .build();
        List<String> lines = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList();
        List<Received> events = new ArrayList<>();
        String name = "";
        for (String line : lines) {
            if (line.startsWith("event:")) {
                name = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                JsonNode data = new ObjectMapper().readTree(line.substring("data:".length()));
                if (!data.path("state").asText().equals(name)) {
                    throw new AssertionError("The event " + name + " has the data " + data);
                }
                events.add(new Received(name, data.path("progress").asDouble()));
            }
        }
        return events;
    }
}
