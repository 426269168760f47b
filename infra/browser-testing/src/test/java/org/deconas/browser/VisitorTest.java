package org.deconas.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitorTest {

    private static final String SOUND =
            "<!doctype html><html lang=en><link rel=icon href=data:,><title>Sound</title><main><h1>Sound</h1></main>";

    private static Chromium chromium;

    private HttpServer server;
    private Visitor visitor;

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void aVisitorComes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        visitor = chromium.visitor(Window.desktop(ColorScheme.LIGHT));
    }

    @AfterEach
    void leave() {
        visitor.close();
        server.stop(0);
    }

    private void open(String html) {
        server.createContext("/", exchange -> {
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; img-src data:");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        visitor.page().navigate("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Test
    void aSoundPageGivesNoCauseForComplaint() {
        // When
        open(SOUND);

        // Then
        assertThat(visitor.complaints()).isEmpty();
        assertThat(visitor.barriers()).isEmpty();
    }

    @Test
    void aBreachOfTheContentSecurityPolicyIsHeard() {
        // When
        open(SOUND + "<script>1</script>");

        // Then
        assertThat(visitor.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void anErrorThatNoScriptCaughtIsHeard() {
        // Given
        open(SOUND);

        // When
        visitor.page().evaluate("() => { setTimeout(() => { throw new Error('nobody caught it'); }); }");

        // Then
        assertThat(visitor.complaints()).singleElement().asString().contains("nobody caught it");
    }

    @Test
    void whatStandsOutsideOfLandmarksIsABarrierToo() {
        // When
        open(SOUND + "<p>Lost</p>");

        // Then
        assertThat(visitor.barriers()).singleElement().asString().startsWith("region: ");
    }

    @Test
    void anImageWithoutWordsIsABarrier() {
        // When
        open(SOUND.replace("</main>", "<img src='data:,'></main>"));

        // Then
        assertThat(visitor.barriers()).singleElement().asString().startsWith("image-alt: ");
    }
}
