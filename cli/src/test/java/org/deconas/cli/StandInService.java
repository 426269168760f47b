package org.deconas.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshPorts;
import org.deconas.cli.mesh.MeshSettings;

/** Stands in for a service of a mesh, at the port that the mesh's home names. */
final class StandInService implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private StandInService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** For the experiments service. */
    static StandInService experiments(Path home) throws IOException {
        StandInService standIn = new StandInService();
        remember(home, standIn.server.getAddress().getPort(), MeshPorts.DEFAULT.inference());
        return standIn;
    }

    /** For the inference service. */
    static StandInService inference(Path home) throws IOException {
        StandInService standIn = new StandInService();
        remember(
                home,
                MeshPorts.DEFAULT.experiments(),
                standIn.server.getAddress().getPort());
        return standIn;
    }

    private static void remember(Path home, int experiments, int inference) {
        MeshPorts usual = MeshPorts.DEFAULT;
        new MeshHome(home)
                .remember(MeshSettings.embedded(new MeshPorts(
                        usual.kafka(),
                        usual.postgres(),
                        experiments,
                        inference,
                        usual.trainer(),
                        usual.sampler(),
                        usual.policy(),
                        usual.moreTrainers())));
    }

    /** Answers what is asked at and below that path. */
    void at(String path, HttpHandler answer) {
        server.createContext(path, answer);
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
