package org.deconas.cli.mesh;

import java.util.List;

/**
 * How the mesh of one home is set up: remembered in its {@code mesh.json}, so that later commands find it.
 *
 * @param trainers how many there are; absent in old files: one
 */
public record MeshSettings(MeshPorts ports, Database database, Integer trainers) {

    private static final int MOST_TRAINERS = 64;

    public MeshSettings {
        trainers = trainers == null ? 1 : trainers;
        if (trainers < 0 || trainers > MOST_TRAINERS) {
            throw new MeshException(trainers + " trainers are not between 0 and " + MOST_TRAINERS);
        }
        if (trainers > 1) {
            ports.refuseForTrainers(trainers);
        }
    }

    /** Default ports, and PostgreSQL run by the stack. */
    public static final MeshSettings DEFAULT = embedded(MeshPorts.DEFAULT);

    /** Those ports, and PostgreSQL run by the stack. */
    public static MeshSettings embedded(MeshPorts ports) {
        return new MeshSettings(ports, Database.embedded(ports.postgres()), 1);
    }

    /** The same with so many trainers. */
    public MeshSettings withTrainers(int number) {
        return new MeshSettings(ports, database, number);
    }

    /** Whether ports and database are the same; the number of trainers may change while the mesh runs. */
    boolean isPlacedAs(MeshSettings other) {
        return ports.equals(other.ports) && database.equals(other.database);
    }

    /** Every process, in the order in which they are started. */
    public List<MeshMember> members() {
        return MeshMember.all(trainers);
    }

    /** All but the stack: each has an HTTP port and says there when it is ready. */
    public List<MeshMember> services() {
        return members().stream().filter(member -> !member.isStack()).toList();
    }

    /** The ports that this member listens on. */
    public List<MeshPorts.Named> portsOf(MeshMember member) {
        return ports.of(member).stream()
                .filter(port -> database.embedded() || !port.name().equals("postgres"))
                .toList();
    }

    /** What Kafka clients are given. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** Where a service answers HTTP, without a slash at the end. */
    public String urlOf(MeshMember service) {
        return "http://127.0.0.1:" + ports.of(service).get(0).port();
    }
}
