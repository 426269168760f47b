package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deconas.cli.mesh.JsonFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

    private static final String REWARD = """
            {"id": 7, "topic": "deconas.rewards", "kind": "UNREADABLE", "reason": "penalty is NaN",
             "recordedAt": "2026-01-02T03:04:05Z", "redrivenAt": null}""";
    private static final String POLICY = """
            {"id": 5, "topic": "deconas.policies", "kind": "UNKNOWN_TYPE", "reason": "Type 'x' is unknown",
             "recordedAt": "2026-01-01T03:04:05Z", "redrivenAt": "2026-01-01T04:00:00Z"}""";
    private static final String OLDEST = """
            {"id": 2, "topic": "deconas.rewards", "kind": "UNKNOWN_EXPERIMENT", "reason": "Nobody requested 'k'",
             "recordedAt": "2026-01-01T03:04:05Z", "redrivenAt": null}""";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private StandInService standIn;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = StandInService.experiments(folder);
        standIn.at("/v1/dead-letters", this::answer);
    }

    @AfterEach
    void stopStandIn() {
        standIn.close();
    }

    @Test
    void deadLettersAreListedWithWhatIsWrongWithThem() {
        // When
        int exitCode = run("dead-letters", "--topic", "deconas.rewards");

        // Then
        assertThat(exitCode).isZero();
        assertThat(requests).containsExactly("GET /v1/dead-letters?limit=100&offset=0&topic=deconas.rewards");
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head).matches("ID +TOPIC +WHEN +KIND +REASON"),
                        row -> assertThat(row)
                                .matches("7 +deconas.rewards +2026-01-02T03:04:05Z +UNREADABLE +penalty is NaN"),
                        row -> assertThat(row).endsWith("Type 'x' is unknown (written back)"),
                        row -> assertThat(row).startsWith("2 "),
                        last -> assertThat(last).isEqualTo("and 40 older ones"));
    }

    @Test
    void listIsGivenAsJson() throws IOException {
        // When
        int exitCode = run("dead-letters", "--json");

        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.findValuesAsText("id")).containsExactly("7", "5", "2");
    }

    @Test
    void namedOnesAreWrittenBackAndOneThatCannotBeIsSaid() {
        // When
        int exitCode = run("dead-letters", "--redrive", "7", "404");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(requests)
                .containsExactly(
                        "POST /v1/dead-letters/7/redrive?again=false", "POST /v1/dead-letters/404/redrive?again=false");
        assertThat(out.toString()).isEqualToIgnoringNewLines("dead letter 7 is written back to deconas.rewards");
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "deconas: dead letter 404: the experiments service answers 404: No dead letter '404'");
    }

    @Test
    void allThatWereNotYetAreWrittenBackOldestFirst() {
        // When
        int exitCode = run("dead-letters", "--redrive-all");

        // Then
        assertThat(exitCode).isZero();
        assertThat(requests)
                .filteredOn(request -> request.startsWith("POST"))
                .containsExactly(
                        "POST /v1/dead-letters/2/redrive?again=false", "POST /v1/dead-letters/7/redrive?again=false");
    }

    @Test
    void someAndAllIsAWrongCall() {
        // When
        int exitCode = run("dead-letters", "--redrive-all", "--redrive", "7");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String asked = exchange.getRequestURI().toString();
        if (asked.contains("/404/")) {
            StandInService.answer(exchange, 404, "{\"detail\": \"No dead letter '404'\"}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            StandInService.answer(exchange, 200, REWARD);
        } else {
            String items = asked.contains("offset=0") ? String.join(",", REWARD, POLICY, OLDEST) : "";
            StandInService.answer(exchange, 200, "{\"items\": [" + items + "], \"total\": 43}");
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(folder.toString());
        return Deconas.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
