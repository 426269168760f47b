package org.deconas.infra;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that holds Kafka and PostgreSQL: says READY when both serve, and stops both at SIGTERM or SIGINT. */
@Command(name = "local-stack", description = "Kafka and PostgreSQL for a mesh on this machine.")
public final class LocalStack implements Callable<Integer> {

    /** The line on standard output that says that both serve and the topics exist. */
    public static final String READY = "READY";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Where Kafka and PostgreSQL keep data.")
    private Path data;

    @Option(names = "--kafka-port", defaultValue = "9092", paramLabel = "PORT")
    private int kafkaPort;

    @Option(
            names = "--kafka-advertised-port",
            paramLabel = "PORT",
            description =
                    "Where clients reach Kafka on 127.0.0.1, when something stands between (without: the Kafka port).")
    private Integer kafkaAdvertisedPort;

    @Option(names = "--postgres-port", defaultValue = "5433", paramLabel = "PORT")
    private int postgresPort;

    @Option(names = "--no-postgres", description = "Start Kafka only.")
    private boolean withoutPostgres;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean stopping;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LocalStack())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    System.err.println("ERROR " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    /** Where PostgreSQL keeps its data below the data directory of the stack. */
    public static Path postgresDirectory(Path data) {
        return data.resolve("postgres");
    }

    @Override
    public Integer call() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        Executor threads = task -> new Thread(task, "start").start();
        CompletableFuture<Void> postgres = withoutPostgres
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(this::startPostgres, threads);
        CompletableFuture<Void> kafka = CompletableFuture.runAsync(this::startKafka, threads);
        try {
            CompletableFuture.allOf(postgres, kafka).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
        System.out.println(READY);
        new CountDownLatch(1).await();
        return 0;
    }

    private void startPostgres() {
        keep(LocalPostgres.start(postgresDirectory(data), postgresPort));
    }

    private void startKafka() {
        LocalKafka kafka = LocalKafka.start(
                data.resolve("kafka"), kafkaPort, kafkaAdvertisedPort == null ? kafkaPort : kafkaAdvertisedPort);
        keep(kafka);
        try (Admin admin = kafka.admin()) {
            MeshTopics.create(admin);
        }
    }

    private synchronized void keep(AutoCloseable started) {
        if (stopping) {
            close(started);
        } else {
            running.push(started);
        }
    }

    private synchronized void stop() {
        stopping = true;
        CompletableFuture.allOf(running.stream()
                        .map(part -> CompletableFuture.runAsync(() -> close(part)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            System.err.println("ERROR " + failure.getMessage());
        }
    }
}
