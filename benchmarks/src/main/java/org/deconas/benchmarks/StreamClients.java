package org.deconas.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Clients of an event stream, all read by one thread that costs little: they are to measure the service, not themselves. */
final class StreamClients implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final int port;
    private final int events;
    private final int warmUp;
    private final AtomicLongArray sent; // ms since 1970, by event
    private final List<Client> clients = new ArrayList<>();
    private final Selector selector;
    private final Delays delays = new Delays();
    private final Map<Long, Integer> numbers =
            new HashMap<>(); // of events, by their ids: read once and not by every client
    private final CountDownLatch connected;
    private final CountDownLatch complete;
    private volatile boolean isClosed;

    /**
     * @param events how many will be sent
     * @param warmUp how many of them are not measured
     */
    StreamClients(int port, int clients, int events, int warmUp) throws IOException {
        this.port = port;
        this.events = events;
        this.warmUp = warmUp;
        this.sent = new AtomicLongArray(events);
        this.selector = Selector.open();
        this.connected = new CountDownLatch(clients);
        this.complete = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            this.clients.add(new Client());
        }
    }

    /** Opens all streams; returns when each has begun. */
    void connect(String path, Duration limit) throws IOException, InterruptedException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (Client client : clients) {
            client.channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            client.channel.write(ByteBuffer.wrap(request));
            client.channel.configureBlocking(false);
            client.channel.register(selector, SelectionKey.OP_READ, client);
        }
        Thread reading = new Thread(this::read, "stream-clients");
        reading.setDaemon(true);
        reading.start();
        if (!connected.await(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(connected.getCount() + " streams have not begun after " + limit);
        }
    }

    /** An event is on its way. */
    void isSent(int number, long ms) {
        sent.set(number, ms);
    }

    /** Waits until every client has as many events as were sent, or the time is over. */
    void awaitAll(Duration limit) throws InterruptedException {
        complete.await(limit.toSeconds(), TimeUnit.SECONDS);
        TimeUnit.MILLISECONDS.sleep(200); // what comes twice may come late
    }

    Delays delays() {
        return delays;
    }

    /** What is not as it should be: at most a line for each client. */
    List<String> faults() {
        return clients.stream()
                .filter(client -> client.received != events || client.disorder > 0)
                .map(client ->
                        client.received + " of " + events + " events, " + client.disorder + " out of order or twice")
                .toList();
    }

    private void read() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (!isClosed) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    bytes.clear();
                    if (((SocketChannel) key.channel()).read(bytes) < 0) {
                        key.cancel();
                    }
                    bytes.flip();
                    ((Client) key.attachment()).take(bytes, System.currentTimeMillis());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            if (!isClosed) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        selector.close();
        for (Client client : clients) {
            client.channel.close();
        }
    }

    /** Reads the lines of its stream; those of HTTP's chunks begin with none of the names. */
    private final class Client {
        private SocketChannel channel;
        private final byte[] line = new byte[8192];
        private int length;
        private boolean hasBegun;
        private long lastId;
        private volatile int received;
        private volatile int disorder;

        void take(ByteBuffer bytes, long now) {
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                if (next != '\n') {
                    line[length++] = next;
                    continue;
                }
                take(now);
                length = 0;
            }
        }

        private void take(long now) {
            if (startsWith("id: ")) {
                long id = number(behind("-"));
                if (id <= lastId) {
                    disorder++;
                }
                lastId = id;
            } else if (startsWith("data: ")) {
                int number = numbers.computeIfAbsent(lastId, id -> numberOfEvent());
                received++;
                if (number >= warmUp) {
                    delays.add(now - sent.get(number));
                }
                if (received == events) {
                    complete.countDown();
                }
            } else if (!hasBegun && startsWith(": ")) {
                hasBegun = true;
                connected.countDown();
            }
        }

        private int numberOfEvent() {
            int step = behind("\"step\":");
            return (int) number(step >= 0 ? step : behind("\"index\":"));
        }

        private boolean startsWith(String text) {
            return isAt(0, text);
        }

        /** The place behind a text; -1 when it is not there. */
        private int behind(String text) {
            for (int i = 0; i + text.length() <= length; i++) {
                if (isAt(i, text)) {
                    return i + text.length();
                }
            }
            return -1;
        }

        private boolean isAt(int place, String text) {
            if (place + text.length() > length) {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                if (line[place + i] != text.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private long number(int place) {
            long number = 0;
            for (int i = place; i < length && line[i] >= '0' && line[i] <= '9'; i++) {
                number = 10 * number + line[i] - '0';
            }
            return number;
        }
    }
}
