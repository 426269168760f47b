package org.deconas.cli.mesh;

import java.util.List;

/** How the mesh of one home is set up: remembered in its {@code mesh.json}, so that later commands find it. */
public record MeshSettings(MeshPorts ports, Database database) {

    /** Default ports, and PostgreSQL run by the stack. */
    public static final MeshSettings DEFAULT = embedded(MeshPorts.DEFAULT);

    /** Those ports, and PostgreSQL run by the stack. */
    public static MeshSettings embedded(MeshPorts ports) {
        return new MeshSettings(ports, Database.embedded(ports.postgres()));
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
