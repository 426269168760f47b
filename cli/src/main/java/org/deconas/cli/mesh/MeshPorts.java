package org.deconas.cli.mesh;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ports of the mesh on 127.0.0.1, each from 1 to 65535 and all different.
 *
 * @param trainer of the first trainer
 * @param moreTrainers of the second; each further one takes the next. Absent in old files: as usual, that much above the trainer's
 */
public record MeshPorts(
        int kafka,
        int postgres,
        int experiments,
        int inference,
        int trainer,
        int sampler,
        int policy,
        Integer moreTrainers) {

    private static final int LARGEST = 65_535;
    private static final int USUAL_DISTANCE_OF_MORE_TRAINERS = 8;

    public static final MeshPorts DEFAULT = new MeshPorts(9092, 5433, 8080, 8081, 8082, 8083, 8084, 8090);

    /** A port with the name of what listens there. */
    public record Named(String name, int port) {

        /** The option of {@code deconas up} that chooses it. */
        public String option() {
            return "--" + name + "-port";
        }
    }

    public MeshPorts {
        moreTrainers = moreTrainers == null ? trainer + USUAL_DISTANCE_OF_MORE_TRAINERS : moreTrainers;
        Set<Integer> taken = new HashSet<>();
        for (int port : new int[] {kafka, postgres, experiments, inference, trainer, sampler, policy}) {
            if (port < 1 || port > LARGEST) {
                throw new MeshException("port " + port + " is not between 1 and " + LARGEST);
            }
            if (!taken.add(port)) {
                throw new MeshException("port " + port + " is given to two processes of the mesh");
            }
        }
    }

    /** These ports, each higher by that number. */
    public MeshPorts shifted(int offset) {
        return new MeshPorts(
                kafka + offset,
                postgres + offset,
                experiments + offset,
                inference + offset,
                trainer + offset,
                sampler + offset,
                policy + offset,
                moreTrainers + offset);
    }

    /** @throws MeshException when the ports of so many trainers are not free for them */
    void refuseForTrainers(int trainers) {
        int last = moreTrainers + trainers - 2;
        for (int port : new int[] {kafka, postgres, experiments, inference, trainer, sampler, policy}) {
            if (moreTrainers <= port && port <= last) {
                throw new MeshException("port " + port + " is given to two processes of the mesh");
            }
        }
        if (moreTrainers < 1 || last > LARGEST) {
            throw new MeshException("port " + last + " is not between 1 and " + LARGEST);
        }
    }

    /** The ports of one process: two of the stack, one of each service. */
    public List<Named> of(MeshMember member) {
        return switch (member.role()) {
            case STACK -> List.of(new Named("kafka", kafka), new Named("postgres", postgres));
            case EXPERIMENTS -> List.of(new Named("experiments", experiments));
            case INFERENCE -> List.of(new Named("inference", inference));
            case TRAINER ->
                List.of(
                        member.number() == 1
                                ? new Named("trainer", trainer)
                                : new Named("more-trainers", moreTrainers + member.number() - 2));
            case SAMPLER -> List.of(new Named("sampler", sampler));
            case POLICY -> List.of(new Named("policy", policy));
        };
    }
}
