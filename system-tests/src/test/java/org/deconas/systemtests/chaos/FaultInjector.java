package org.deconas.systemtests.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.cli.mesh.MeshMember;

/** Brings faults about, one after the other; what, to whom and for how long follows from the seed. */
final class FaultInjector {

    private static final int MOST_REPEATED = 20;

    private final ChaosMesh mesh;
    private final Random random;
    private final List<Fault> ahead = new ArrayList<>();

    FaultInjector(ChaosMesh mesh, long seed) {
        this.mesh = mesh;
        this.random = new Random(seed);
    }

    /**
     * What happened.
     *
     * @param to whom, if it was a process
     * @param recovery from the start of a killed process until it says that it is ready; null for other faults
     */
    record Happened(Fault fault, String to, Duration recovery) {}

    /** Breaks something, waits, and mends it again. All kinds come in turn, shuffled. */
    Happened next() throws Exception {
        if (ahead.isEmpty()) {
            ahead.addAll(List.of(Fault.values()));
            // What people fear most comes more often
            ahead.addAll(List.of(Fault.KILL_SERVICE, Fault.KILL_SERVICE, Fault.FREEZE_SERVICE, Fault.REPEAT_RECORDS));
            Collections.shuffle(ahead, random);
        }
        Fault fault = ahead.remove(0);
        MeshMember service = mesh.services().get(random.nextInt(mesh.services().size()));
        return switch (fault) {
            case KILL_SERVICE -> {
                mesh.kill(service);
                yield new Happened(fault, service.displayName(), again(service, 2000));
            }
            case TERMINATE_SERVICE -> {
                mesh.stop(service);
                yield new Happened(fault, service.displayName(), again(service, 1000));
            }
            case FREEZE_SERVICE -> {
                mesh.freeze(service);
                pause(500, 10_000);
                mesh.thaw(service);
                yield new Happened(fault, service.displayName(), null);
            }
            case KILL_BROKER -> {
                mesh.kill(MeshMember.STACK);
                yield new Happened(fault, "kafka", again(MeshMember.STACK, 3000));
            }
            case RESTART_BROKER -> {
                mesh.stop(MeshMember.STACK);
                yield new Happened(fault, "kafka", again(MeshMember.STACK, 1000));
            }
            case KILL_DATABASE -> {
                mesh.killPostgres();
                pause(0, 3000);
                mesh.startPostgres();
                yield new Happened(fault, "postgres", null);
            }
            case RESTART_DATABASE -> {
                mesh.stopPostgres();
                pause(0, 1000);
                mesh.startPostgres();
                yield new Happened(fault, "postgres", null);
            }
            case CUT_BROKER -> broken(fault, mesh.kafkaProxy());
            case CUT_DATABASE -> broken(fault, mesh.postgresProxy());
            case SLOW_BROKER -> slowed(fault, mesh.kafkaProxy());
            case SLOW_DATABASE -> slowed(fault, mesh.postgresProxy());
            case REPEAT_RECORDS -> new Happened(fault, repeat(), null);
        };
    }

    private Duration again(MeshMember member, int mostMilliseconds) throws Exception {
        pause(0, mostMilliseconds);
        mesh.start(member);
        return mesh.awaitReady(member);
    }

    private Happened broken(Fault fault, TcpProxy proxy) throws InterruptedException {
        proxy.cut();
        pause(200, 5000);
        proxy.heal();
        return new Happened(fault, "network", null);
    }

    private Happened slowed(Fault fault, TcpProxy proxy) throws InterruptedException {
        proxy.delay(10 + random.nextInt(200));
        pause(2000, 5000);
        proxy.heal();
        return new Happened(fault, "network", null);
    }

    private String repeat() throws Exception {
        TopicLog log = new TopicLog(mesh.bootstrapServers());
        List<ConsumerRecord<String, byte[]>> records =
                log.all().stream().map(TopicLog.Entry::record).collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(records, random);
        List<ConsumerRecord<String, byte[]>> some =
                records.subList(0, Math.min(records.size(), 1 + random.nextInt(MOST_REPEATED)));
        log.repeat(some);
        return some.size() + " records";
    }

    /** Lets the search go on for a while. */
    void pause(int least, int most) throws InterruptedException {
        Thread.sleep(least + random.nextInt(most - least + 1));
    }
}
