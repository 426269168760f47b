package org.deconas.infra;

import static java.util.Map.entry;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker that is its own KRaft controller, listens on 127.0.0.1 only, and keeps its data over restarts. */
public final class LocalKafka implements AutoCloseable {

    private static final String CLUSTER_ID = "ZGVjb25hcy1sb2NhbC0wMQ";
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final int port;

    private LocalKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and waits until it serves; the directory is formatted when it is new.
     *
     * @param directory where records are kept
     * @param port the port for clients
     * @throws IllegalStateException if the broker cannot start
     */
    public static LocalKafka start(Path directory, int port) {
        return start(directory, port, port);
    }

    /**
     * The same for clients that come through a proxy or a tunnel.
     *
     * @param advertisedPort the port that clients are told to use
     */
    public static LocalKafka start(Path directory, int port, int advertisedPort) {
        Path data = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(data);
            format(data);
            KafkaRaftServer server = new KafkaRaftServer(
                    new KafkaConfig(configuration(data, port, advertisedPort, LocalPorts.free()), false), Time.SYSTEM);
            server.startup();
            return new LocalKafka(server, port);
        } catch (Exception failure) {
            throw new IllegalStateException("Kafka did not start: " + failure.getMessage(), failure);
        }
    }

    /** What clients are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** A new administration client; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setClusterId(CLUSTER_ID)
                .setNodeId(NODE_ID)
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private static Map<String, String> configuration(Path data, int port, int advertisedPort, int controllerPort) {
        return Map.ofEntries(
                entry("process.roles", "broker,controller"),
                entry("node.id", Integer.toString(NODE_ID)),
                entry("log.dirs", data.toString()),
                entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertisedPort),
                entry("controller.listener.names", "CONTROLLER"),
                entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
                entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                entry("auto.create.topics.enable", "false"),
                entry("group.initial.rebalance.delay.ms", "0"),
                // Short, so that a broker that was killed is registered again at once.
                entry("broker.session.timeout.ms", "2000"),
                entry("broker.heartbeat.interval.ms", "500"),
                entry("offsets.topic.num.partitions", "4"),
                entry("offsets.topic.replication.factor", "1"),
                // Ten years: a search that rests for weeks goes on where it was.
                entry("offsets.retention.minutes", "5256000"),
                entry("transaction.state.log.num.partitions", "2"),
                entry("transaction.state.log.replication.factor", "1"),
                entry("transaction.state.log.min.isr", "1"),
                entry("share.coordinator.state.topic.num.partitions", "2"),
                entry("share.coordinator.state.topic.replication.factor", "1"),
                entry("share.coordinator.state.topic.min.isr", "1"),
                // Small buffers and few threads: the defaults are those of a server that does nothing else.
                entry("log.cleaner.dedupe.buffer.size", "4194304"),
                entry("log.index.size.max.bytes", "1048576"),
                entry("num.network.threads", "2"),
                entry("num.io.threads", "2"),
                entry("background.threads", "2"),
                entry("num.recovery.threads.per.data.dir", "2"));
    }
}
