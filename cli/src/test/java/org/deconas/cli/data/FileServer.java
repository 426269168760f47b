package org.deconas.cli.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves one file, with ranges, and with the faults that a test asks for. */
final class FileServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What each request asked for: its Range, or "whole". */
    final List<String> requests = new CopyOnWriteArrayList<>();

    volatile byte[] content;
    volatile String etag = "\"1\"";

    /** After how many bytes the next answers break off, in turn; whole ones after that. */
    final List<Integer> cuts = new CopyOnWriteArrayList<>();

    /** Counted down when answers that break off may; they say nothing until then. */
    volatile CountDownLatch silence = new CountDownLatch(0);

    FileServer(byte[] content) throws IOException {
        this.content = content;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    URI uri(String name) {
        return URI.create(address() + name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String version = exchange.getRequestHeaders().getFirst("If-Range");
        requests.add(range == null ? "whole" : range);
        boolean partial = range != null && etag.equals(version);
        int from = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        byte[] body = Arrays.copyOfRange(content, from, content.length);
        exchange.getResponseHeaders().set("ETag", etag);
        if (partial) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(partial ? 206 : 200, body.length);
        int sent = cuts.isEmpty() ? body.length : cuts.remove(0);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, sent);
        out.flush();
        if (sent < body.length) {
            awaitEndOfSilence();
        }
        // With bytes missing this breaks the connection.
        exchange.close();
    }

    private void awaitEndOfSilence() {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
