package org.deconas.cli.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A process of the mesh.
 *
 * @param role what it is
 * @param number which one of its role, from 1; of trainers there are several
 */
public record MeshMember(Role role, int number) {

    public static final MeshMember STACK = new MeshMember(Role.STACK, 1);
    public static final MeshMember EXPERIMENTS = new MeshMember(Role.EXPERIMENTS, 1);
    public static final MeshMember INFERENCE = new MeshMember(Role.INFERENCE, 1);
    public static final MeshMember SAMPLER = new MeshMember(Role.SAMPLER, 1);
    public static final MeshMember POLICY = new MeshMember(Role.POLICY, 1);

    /** What a process of the mesh can be. */
    public enum Role {
        /** Kafka and PostgreSQL. */
        STACK,
        EXPERIMENTS,
        INFERENCE,
        TRAINER,
        SAMPLER,
        POLICY;

        String displayName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MeshMember {
        if (number < 1 || number > 1 && role != Role.TRAINER) {
            throw new IllegalArgumentException("There is no " + role.displayName() + " " + number);
        }
    }

    /** That trainer, from 1. */
    public static MeshMember trainer(int number) {
        return new MeshMember(Role.TRAINER, number);
    }

    /** All of a mesh with so many trainers, in the order in which they are started. */
    public static List<MeshMember> all(int trainers) {
        List<MeshMember> all = new ArrayList<>(List.of(STACK, EXPERIMENTS, INFERENCE));
        IntStream.rangeClosed(1, trainers).mapToObj(MeshMember::trainer).forEach(all::add);
        all.addAll(List.of(SAMPLER, POLICY));
        return List.copyOf(all);
    }

    boolean isStack() {
        return role == Role.STACK;
    }

    /** The name that users see, and that files are called by; the first of a role goes by the role alone. */
    public String displayName() {
        return number == 1 ? role.displayName() : role.displayName() + "-" + number;
    }

    @Override
    public String toString() {
        return displayName();
    }
}
