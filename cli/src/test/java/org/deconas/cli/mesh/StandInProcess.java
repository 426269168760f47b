package org.deconas.cli.mesh;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.deconas.infra.LocalStack;

/** Stands in for the stack or a service in tests of how processes are watched: does nothing but say that it is ready. */
final class StandInProcess {

    private StandInProcess() {}

    public static void main(String[] arguments) throws Exception {
        switch (Behaviour.valueOf(arguments[0])) {
            case STACK -> System.out.println(LocalStack.READY);
            case SERVICE -> serve(200);
            case NEVER_READY -> serve(503);
            case DYING -> {
                System.out.println("12:00:00 ERROR the weights are gone");
                System.out.println("good bye");
                System.exit(3);
            }
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    enum Behaviour {
        STACK,
        SERVICE,
        NEVER_READY,
        DYING
    }

    private static void serve(int status) throws IOException {
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }
}
