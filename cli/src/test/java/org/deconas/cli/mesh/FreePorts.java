package org.deconas.cli.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of 127.0.0.1 that nobody uses now, below those that systems give to outgoing connections. */
final class FreePorts {

    private static final int MOST = 16;

    private FreePorts() {}

    /** One after another, with room for more trainers behind the last. */
    static MeshPorts next() {
        int first = IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                .filter(port -> IntStream.range(port, port + MOST).allMatch(FreePorts::isFree))
                .findFirst()
                .orElseThrow();
        return new MeshPorts(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
