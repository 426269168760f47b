package org.deconas.cli.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of 127.0.0.1 that nobody uses now, below those that systems give to outgoing connections. */
final class FreePorts {

    private FreePorts() {}

    static MeshPorts next() {
        int[] ports = IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
                .distinct()
                .filter(FreePorts::isFree)
                .limit(8)
                .toArray();
        return new MeshPorts(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
