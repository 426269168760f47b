package org.deconas.systemtests.chaos;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.deconas.cli.mesh.Database;
import org.deconas.cli.mesh.InstalledLauncher;
import org.deconas.cli.mesh.Launch;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.cli.mesh.MeshPorts;
import org.deconas.cli.mesh.MeshSettings;
import org.deconas.infra.LocalPostgres;
import org.deconas.infra.LocalStack;

/**
 * A whole mesh of real processes whose broker, database and network can be broken one by one: PostgreSQL is a server of its own, and
 * services reach both through {@link TcpProxy}.
 */
final class ChaosMesh implements AutoCloseable {

    private static final int TRAINERS = 2;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);

    private final MeshHome home;
    private final MeshSettings settings;
    private final InstalledLauncher launcher;
    private final TcpProxy kafkaProxy;
    private final TcpProxy postgresProxy;
    private final int postgresPort;
    private final Map<MeshMember, Process> processes = new LinkedHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LOOK_LIMIT).build();
    private LocalPostgres postgres;

    ChaosMesh(Path root, Path directory) throws IOException {
        home = new MeshHome(directory);
        home.create();
        launcher = new InstalledLauncher(root);
        int[] ports = freePorts(9);
        postgresPort = ports[8];
        kafkaProxy = new TcpProxy(ports[0]);
        postgresProxy = new TcpProxy(postgresPort);
        Database database = Database.own(
                "postgresql://127.0.0.1:" + postgresProxy.port() + "/" + LocalPostgres.DATABASE,
                LocalPostgres.USER,
                "postgres");
        settings = new MeshSettings(
                new MeshPorts(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]),
                database,
                TRAINERS);
    }

    /** Starts everything and waits until it is ready. */
    void start() throws IOException, InterruptedException {
        startPostgres();
        for (MeshMember member : settings.members()) {
            start(member);
            if (member.equals(MeshMember.STACK)) {
                awaitReady(member);
            }
        }
        for (MeshMember member : settings.members()) {
            awaitReady(member);
        }
    }

    /** The services, each of which may be killed. */
    List<MeshMember> services() {
        return settings.services();
    }

    List<MeshMember> trainers() {
        return services().stream()
                .filter(member -> member.role() == MeshMember.Role.TRAINER)
                .toList();
    }

    /** Where a service answers HTTP. */
    URI uri(MeshMember service, String path) {
        return URI.create(settings.urlOf(service) + path);
    }

    /** The broker, past the network that services have. */
    String bootstrapServers() {
        return "127.0.0.1:" + kafkaProxy.port();
    }

    TcpProxy kafkaProxy() {
        return kafkaProxy;
    }

    TcpProxy postgresProxy() {
        return postgresProxy;
    }

    /** Starts a process that does not run. */
    void start(MeshMember member) throws IOException {
        Launch launch = launcher.of(member, home, settings);
        List<String> command = new ArrayList<>(launch.command());
        Map<String, String> environment = new HashMap<>(launch.environment());
        if (member.equals(MeshMember.STACK)) {
            command.addAll(List.of("--kafka-advertised-port", Integer.toString(kafkaProxy.port())));
        }
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        // Faults are far more frequent here than what work can bring about: an attempt that a fault ends says nothing
        // of the work
        environment.put("DECONAS_TRAINER_ATTEMPTS", "100");
        environment.put("TF_ENABLE_ONEDNN_OPTS", "1");
        environment.put("TF_CPP_MIN_LOG_LEVEL", "2");
        File log = home.log(member).toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        member.equals(MeshMember.STACK)
                                ? ProcessBuilder.Redirect.to(log)
                                : ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        processes.put(member, builder.start());
    }

    /** Waits until a process says that it is ready; how long that took. */
    Duration awaitReady(MeshMember member) throws InterruptedException {
        long start = System.nanoTime();
        while (!isReady(member)) {
            if (System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw new AssertionError(member + " is not ready; see " + home.log(member));
            }
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean isReady(MeshMember member) throws InterruptedException {
        try {
            if (member.equals(MeshMember.STACK)) {
                return Files.readAllLines(home.log(member)).contains(LocalStack.READY);
            }
            return http.send(
                                    HttpRequest.newBuilder(uri(member, "/q/health/ready"))
                                            .timeout(LOOK_LIMIT)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill(MeshMember member) throws InterruptedException {
        Process process = processes.get(member);
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; what does not end is killed. */
    void stop(MeshMember member) throws InterruptedException {
        Process process = processes.get(member);
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill(member);
        }
    }

    /** SIGSTOP: it neither works nor answers, and its connections stay. */
    void freeze(MeshMember member) throws IOException, InterruptedException {
        signal("STOP", processes.get(member).pid());
    }

    /** SIGCONT. */
    void thaw(MeshMember member) throws IOException, InterruptedException {
        signal("CONT", processes.get(member).pid());
    }

    void startPostgres() {
        postgres = LocalPostgres.start(postgresDirectory(), postgresPort);
    }

    /** A clean stop of the database. */
    void stopPostgres() {
        postgres.close();
    }

    /** SIGKILL of the database and of all that works for it. */
    void killPostgres() throws IOException, InterruptedException {
        Path file = LocalPostgres.databaseDirectory(postgresDirectory()).resolve("postmaster.pid");
        ProcessHandle postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).get(0).strip()))
                .orElseThrow();
        List<ProcessHandle> children = postmaster.children().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        while (postmaster.isAlive()) {
            Thread.sleep(20);
        }
        try {
            postgres.close(); // lets go of the directory, which it would hold for as long as this process lives
        } catch (IllegalStateException e) {
            // There is nothing left to stop
        }
    }

    private Path postgresDirectory() {
        return home.directory().resolve("postgres");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    @Override
    public void close() throws Exception {
        for (MeshMember member : processes.keySet()) {
            thaw(member);
            processes.get(member).destroyForcibly();
        }
        for (Process process : processes.values()) {
            process.waitFor();
        }
        if (postgres != null) {
            stopPostgres();
        }
        kafkaProxy.close();
        postgresProxy.close();
    }

    /** Ports of which the last but one and its follower are free too: more trainers take those. */
    private static int[] freePorts(int number) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        int[] ports = new int[number];
        for (int i = 0; i < number; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports[i] = socket.getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
