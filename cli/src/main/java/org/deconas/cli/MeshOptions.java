package org.deconas.cli;

import java.time.Duration;
import org.deconas.cli.mesh.Database;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshPorts;
import org.deconas.cli.mesh.MeshSettings;
import picocli.CommandLine.Option;

/** How commands that start the mesh are told of its members, ports and database; what is not given is as it was the last time. */
final class MeshOptions {

    private static final String EMBEDDED = "embedded";

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Port of Kafka (9092).")
    private Integer kafka;

    @Option(names = "--postgres-port", paramLabel = "PORT", description = "Port of PostgreSQL (5433).")
    private Integer postgres;

    @Option(names = "--experiments-port", paramLabel = "PORT", description = "Port of experiments (8080).")
    private Integer experiments;

    @Option(names = "--inference-port", paramLabel = "PORT", description = "Port of inference (8081).")
    private Integer inference;

    @Option(names = "--trainer-port", paramLabel = "PORT", description = "Port of the trainer (8082).")
    private Integer trainer;

    @Option(
            names = "--trainers",
            paramLabel = "N",
            description = "How many trainers to run on this machine; they share its processors (1).")
    private Integer trainers;

    @Option(
            names = "--more-trainers-port",
            paramLabel = "PORT",
            description = "Port of the second trainer; each further one takes the next (8090).")
    private Integer moreTrainers;

    @Option(names = "--sampler-port", paramLabel = "PORT", description = "Port of the sampler (8083).")
    private Integer sampler;

    @Option(names = "--policy-port", paramLabel = "PORT", description = "Port of the policy (8084).")
    private Integer policy;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Take the usual ports, each higher by N (0: the usual ones).")
    private Integer offset;

    @Option(
            names = "--postgres-url",
            paramLabel = "URL",
            description = "A database of your own: postgresql://HOST:PORT/DATABASE; '" + EMBEDDED
                    + "' for the one that comes with the mesh.")
    private String url;

    @Option(
            names = "--postgres-user",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "User of your own database (default: ${DEFAULT-VALUE}).")
    private String user;

    @Option(
            names = "--postgres-password",
            paramLabel = "WORD",
            defaultValue = "${env:DECONAS_POSTGRES_PASSWORD:-postgres}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description =
                    "Password of your own database; better given as DECONAS_POSTGRES_PASSWORD in the environment.")
    private String password;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long the stack, and then the services, may take to be ready (default: ${DEFAULT-VALUE}).")
    private int timeout;

    /** These options over what that home remembers. */
    MeshSettings settings(MeshHome home) {
        MeshSettings remembered = home.settings().orElse(MeshSettings.DEFAULT);
        MeshPorts ports = ports(offset == null ? remembered.ports() : MeshPorts.DEFAULT.shifted(offset));
        return new MeshSettings(ports, database(remembered, ports), chosen(trainers, remembered.trainers()));
    }

    Duration limit() {
        return Duration.ofSeconds(timeout);
    }

    private MeshPorts ports(MeshPorts base) {
        return new MeshPorts(
                chosen(kafka, base.kafka()),
                chosen(postgres, base.postgres()),
                chosen(experiments, base.experiments()),
                chosen(inference, base.inference()),
                chosen(trainer, base.trainer()),
                chosen(sampler, base.sampler()),
                chosen(policy, base.policy()),
                chosen(moreTrainers, base.moreTrainers()));
    }

    private Database database(MeshSettings remembered, MeshPorts ports) {
        if (url != null && !url.equals(EMBEDDED)) {
            return Database.own(url, user, password);
        }
        return url == null && !remembered.database().embedded()
                ? remembered.database()
                : Database.embedded(ports.postgres());
    }

    private static int chosen(Integer option, int otherwise) {
        return option == null ? otherwise : option;
    }
}
