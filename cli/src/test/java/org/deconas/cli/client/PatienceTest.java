package org.deconas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.cli.mesh.MeshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a stand-in for the inference service is asked that never has time. */
class PatienceTest {

    private static final UpscaleWishes NONE =
            new UpscaleWishes(Optional.empty(), Optional.empty(), OptionalInt.empty(), false, 1, false);

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer standIn;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        standIn.start();
    }

    @AfterEach
    void stopStandIn() {
        standIn.stop(0);
    }

    @ParameterizedTest(name = "{0} with Retry-After {1}: {2} times")
    @CsvSource(delimiter = '|', textBlock = """
                    429 | 0                             | 4
                    503 | 0                             | 4
                    503 | Sun, 06 Nov 1994 08:49:37 GMT | 4
                    503 | 3600                          | 1
                    503 | Mon, 06 Nov 2094 08:49:37 GMT | 1
                    503 | 1                             | 2
                    503 | soon                          | 1
                    503 |                               | 1
                    500 | 0                             | 1
                    """)
    void serviceIsAskedAgainAsItWishesUntilPatienceEnds(int status, String retryAfter, int times) throws IOException {
        // Given
        Path image = Files.writeString(folder.resolve("image.png"), "any bytes");
        Path result = folder.resolve("result.png");
        answer(status, retryAfter);
        InferenceClient client = new InferenceClient(
                "http://127.0.0.1:" + standIn.getAddress().getPort(), new Patience(4, Duration.ofMillis(1500)));
        // Then
        assertThatThrownBy(() -> client.upscale(image, NONE, result))
                .isInstanceOf(MeshException.class)
                .hasMessage("no time");
        assertThat(asked).hasValue(times);
        assertThat(result).doesNotExist();
    }

    @Test
    void imageThatIsGoneIsSaidSo() {
        // Given
        InferenceClient client = new InferenceClient("http://127.0.0.1:1");
        // Then
        assertThatThrownBy(() -> client.upscale(folder.resolve("gone.png"), NONE, folder.resolve("result.png")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone.png");
    }

    private void answer(int status, String retryAfter) {
        standIn.createContext("/v1/upscale", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            byte[] problem = "{\"detail\": \"no time\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, problem.length);
            exchange.getResponseBody().write(problem);
            exchange.close();
        });
    }
}
