package org.deconas.cli.mesh;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deconas.infra.LocalStack;

/** Starts what was built in this installation, with the Java and the class path of this process. */
public final class InstalledLauncher implements Launcher {

    private static final String ROOT_PROPERTY = "deconas.root";

    private static final Path GPUS = Path.of("/proc/driver/nvidia/gpus");

    private final Path root;
    private final int gpus;

    /**
     * @param root the directory that holds {@code services/}
     */
    public InstalledLauncher(Path root) {
        this(root, gpusOfThisMachine());
    }

    InstalledLauncher(Path root, int gpus) {
        this.root = root.toAbsolutePath().normalize();
        this.gpus = gpus;
    }

    private static int gpusOfThisMachine() {
        String[] entries = GPUS.toFile().list();
        return entries == null ? 0 : entries.length;
    }

    /** The installation that the system property {@code deconas.root} names. */
    public static InstalledLauncher ofThisInstallation() {
        String root = System.getProperty(ROOT_PROPERTY);
        if (root == null) {
            throw new MeshException("the installation is not known; start this program through the deconas script");
        }
        return new InstalledLauncher(Path.of(root));
    }

    @Override
    public Launch of(MeshMember member, MeshHome home, MeshSettings settings) {
        return member.isStack()
                ? stack(home, settings)
                : new Launch(serviceCommand(member, settings), environment(member, home, settings));
    }

    private static Launch stack(MeshHome home, MeshSettings settings) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath()));
        command.addAll(List.of(LocalStack.class.getName(), "--data", home.data().toString()));
        command.addAll(List.of("--kafka-port", Integer.toString(settings.ports().kafka())));
        if (settings.database().embedded()) {
            command.addAll(
                    List.of("--postgres-port", Integer.toString(settings.ports().postgres())));
        } else {
            command.add("--no-postgres");
        }
        return new Launch(command, Map.of());
    }

    private List<String> serviceCommand(MeshMember service, MeshSettings settings) {
        String module = service.role().displayName();
        Path jar = root.resolve("services").resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new MeshException(
                    module + " is not built: " + jar + " is missing; run ./mvnw package -DskipTests in " + root);
        }
        List<String> command = new ArrayList<>(List.of(java(), "-Xshare:auto"));
        command.addAll(virtualMachineOptions(service, settings));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** Heaps without TensorFlow's memory, which is native; the slow compiler is left away where it gains nothing. */
    private static List<String> virtualMachineOptions(MeshMember service, MeshSettings settings) {
        return switch (service.role()) {
            // With hundreds of watchers the quick compiler's code takes twice the time
            case EXPERIMENTS -> List.of("-Xmx256m", "-XX:+UseSerialGC");
            // Pictures and tensors of every size come and go: what the allocator keeps of them is given back twice a
            // minute, and what the heap has too much when it is collected
            case INFERENCE ->
                tensorFlow(
                        "-Xms128m",
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:-ShrinkHeapInSteps",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "-XX:TrimNativeHeapInterval=30000");
            // A quarter of it keeps the images that patches are drawn from, half a gigabyte at a time
            case TRAINER -> tensorFlow("-Xmx2g", "-XX:+UseSerialGC", processors(settings.trainers()));
            // Every policy is hashed: the quick compiler has no fast SHA-256
            case SAMPLER, POLICY -> List.of("-Xmx128m", "-XX:+UseSerialGC");
            case STACK -> throw new IllegalArgumentException("the stack is not a service");
        };
    }

    /** TensorFlow takes a thread a processor: trainers share those of this machine. */
    private static String processors(int trainers) {
        return "-XX:ActiveProcessorCount=" + Math.max(1, Runtime.getRuntime().availableProcessors() / trainers);
    }

    /**
     * Allowed to call native code, of which newer versions of Java warn otherwise; and without JavaCPP's own limit on the process's memory,
     * which is four times the heap: TensorFlow's tensors are no heap.
     */
    private static List<String> tensorFlow(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--enable-native-access=ALL-UNNAMED");
        all.addAll(List.of("-Dorg.bytedeco.javacpp.maxBytes=0", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
        return all;
    }

    private Map<String, String> environment(MeshMember service, MeshHome home, MeshSettings settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put(
                "QUARKUS_HTTP_PORT",
                Integer.toString(settings.portsOf(service).get(0).port()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", settings.bootstrapServers());
        environment.put("DECONAS_ARTIFACTS_DIRECTORY", home.artifacts().toString());
        switch (service.role()) {
            case EXPERIMENTS -> {
                Database database = settings.database();
                environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.url());
                environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
                environment.put("QUARKUS_DATASOURCE_USERNAME", database.user());
                environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
            }
            case INFERENCE -> {
                environment.put(
                        "DECONAS_INFERENCE_MODELS_DIRECTORY", home.models().toString());
                environment.put("DECONAS_INFERENCE_JOBS_DIRECTORY", home.jobs().toString());
                // glibc's pools of memory, eight a processor otherwise: each keeps pages for the sake of a few bytes,
                // which looks like a leak
                environment.put("MALLOC_ARENA_MAX", System.getenv().getOrDefault("MALLOC_ARENA_MAX", "2"));
            }
            case TRAINER -> {
                environment.put("DECONAS_TRAINER_NAME", "trainer-" + service.number());
                if (gpus > 0) { // to each its own, as long as there are enough
                    environment.put("CUDA_VISIBLE_DEVICES", Integer.toString((service.number() - 1) % gpus));
                }
            }
            default -> {
                // The others need nothing more.
            }
        }
        return environment;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Absolute, because a process of the mesh works in its home. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
