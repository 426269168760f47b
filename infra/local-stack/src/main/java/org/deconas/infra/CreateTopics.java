package org.deconas.infra;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that creates the mesh's topics in a Kafka cluster, where they are missing, and ends. */
@Command(name = "create-topics", description = "Creates the topics of the mesh where they are missing.")
public final class CreateTopics implements Callable<Integer> {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "Where Kafka answers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "${env:DECONAS_TOPICS_REPLICATION:-1}",
            description = "How many brokers keep each record (default: ${DEFAULT-VALUE}).")
    private short replication;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CreateTopics())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    System.err.println("ERROR " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            List<String> created = MeshTopics.create(admin, replication);
            System.out.println(created.isEmpty() ? "every topic exists" : "created " + String.join(", ", created));
        }
        return 0;
    }
}
