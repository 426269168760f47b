package org.deconas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonHttpTest {

    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer standIn;
    private String url;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        standIn.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        standIn.start();
        url = "http://127.0.0.1:" + standIn.getAddress().getPort();
    }

    @AfterEach
    void stopStandIn() {
        standIn.stop(0);
    }

    @Test
    void keyGoesWithEveryRequest() {
        // Given
        JsonHttp http = new JsonHttp("the service", url, "deconas_key");
        // When
        http.get("/a");
        http.post("/b");
        http.post("/c", List.of());
        // Then
        assertThat(authorizations).hasSize(3).containsOnly("Bearer deconas_key");
    }

    @Test
    void withoutAKeyNothingIsSaid() {
        // When
        new JsonHttp("the service", url, "").get("/a");
        // Then
        assertThat(authorizations).containsExactly("null");
    }

    @Test
    void keyThatCannotBeOneIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new JsonHttp("the service", url, "two\nlines"))
                .hasMessage("DECONAS_API_KEY is no key: it has characters that no key has");
    }
}
