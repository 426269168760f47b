package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteeringCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private StandInService standIn;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = StandInService.experiments(folder);
        standIn.at("/v1/experiments", this::answer);
    }

    @AfterEach
    void stopStandIn() {
        standIn.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pause  | POST /v1/experiments/k7m2x9qd/pause  | experiment k7m2x9qd waits when its running work is done; 'deconas resume k7m2x9qd' lets it go on
            resume | POST /v1/experiments/k7m2x9qd/resume | experiment k7m2x9qd goes on
            stop   | POST /v1/experiments/k7m2x9qd/stop   | experiment k7m2x9qd ends when its running work is done
            delete | DELETE /v1/experiments/k7m2x9qd      | experiment k7m2x9qd is deleted
            """)
    void experimentIsSteered(String command, String request, String said) {
        // When
        int exitCode = run(command, "k7m2x9qd");

        // Then
        assertThat(exitCode).isZero();
        assertThat(requests).containsExactly(request + " ");
        assertThat(out.toString()).isEqualToIgnoringNewLines(said);
    }

    @Test
    void refusalIsSaidInOneLine() {
        // When
        int exitCode = run("delete", "running1");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("deconas: the experiments service answers 409: It has not ended");
    }

    @Test
    void cloneHasWhatIsChanged() {
        // When
        int exitCode = run("clone", "k7m2x9qd", "--set", "seed=2", "--name", "again", "--detach");

        // Then
        assertThat(exitCode).isZero();
        assertThat(requests)
                .containsExactly(
                        "POST /v1/experiments/k7m2x9qd/clone {\"name\":\"again\",\"settings\":{\"seed\":\"2\"}}");
        assertThat(out.toString()).isEqualToIgnoringNewLines("n3w1d000");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        if (exchange.getRequestURI().getPath().endsWith("running1")) {
            StandInService.answer(exchange, 409, "{\"detail\": \"It has not ended\"}");
        } else {
            StandInService.answer(exchange, 201, "{\"id\": \"n3w1d000\", \"name\": \"again\"}");
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
