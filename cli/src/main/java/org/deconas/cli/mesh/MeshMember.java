package org.deconas.cli.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every process of the mesh, in the order in which they are started. */
public enum MeshMember {
    /** Kafka and PostgreSQL. */
    STACK,
    EXPERIMENTS,
    INFERENCE,
    TRAINER,
    SAMPLER,
    POLICY;

    /** All but the stack: each has an HTTP port and says there when it is ready. */
    public static List<MeshMember> services() {
        return Arrays.stream(values()).filter(member -> member != STACK).toList();
    }

    /** The name that users see, and that files are called by. */
    public String displayName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
