package org.deconas.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.deconas.schema.Event;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.ExperimentStopRequested;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.TrainingProgressed;
import org.deconas.schema.TrialPurpose;

/**
 * How late events come to those who watch: events are written to the log of a running mesh (real broker, database and experiments service)
 * at a steady rate, and many clients follow the experiment's stream. The delay is from the moment before the event is given to the Kafka
 * producer, so with the way to the broker, to that at which a client has read it. Every client has to get every event once, in one order.
 */
public final class StreamBenchmark {

    /** Until the service's code is compiled: in the first minute delays are twice as long. */
    private static final int WARM_UP_SECONDS = 180;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SEQUENCE = "1 1 1 1 1 0 1 0 0 0 1 1 0 0 0 0 1 0 0 1 0 0 1 1 1 0 0 0 0 1";

    private StreamBenchmark() {}

    /**
     * @param args bootstrap servers; port of the experiments service; clients; events per second; seconds; file for the results
     */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        int clients = Integer.parseInt(args[2]);
        int perSecond = Integer.parseInt(args[3]);
        int seconds = Integer.parseInt(args[4]);
        String experiment = "stream-" + Long.toString(System.currentTimeMillis(), 36);
        int warmUp = WARM_UP_SECONDS * perSecond;
        int events = warmUp + seconds * perSecond;
        try (PlainLog log = new PlainLog(args[0]);
                StreamClients streams = new StreamClients(port, clients, events, warmUp)) {
            ExperimentsService service = new ExperimentsService("http://127.0.0.1:" + port);
            write(log, new ExperimentRequested(experiment, experiment, "quick", service.quickProfile(), null));
            service.await("/v1/experiments/" + experiment, any -> true);
            streams.connect("/v1/experiments/" + experiment + "/events?kinds=TrainingProgressed,RewardMeasured", LIMIT);
            long began = System.nanoTime();
            for (int number = 0; number < events; number++) {
                sleepUntil(began + number * TimeUnit.SECONDS.toNanos(1) / perSecond);
                streams.isSent(number, System.currentTimeMillis());
                log.publish(event(experiment, number, events));
            }
            streams.awaitAll(LIMIT);
            write(log, new ExperimentStopRequested(experiment));
            report(streams, clients, perSecond, seconds, Path.of(args[5]));
            if (!streams.faults().isEmpty()) {
                System.exit(1);
            }
        }
    }

    private static void write(PlainLog log, Event event) {
        log.publish(event).toCompletableFuture().join();
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** As in a search: mostly progress, and every fifth a trial's reward, which changes more of the read model. */
    private static Event event(String experiment, int number, int events) {
        return number % 5 == 4
                ? new RewardMeasured(
                        experiment,
                        experiment + "/t" + number,
                        TrialPurpose.DERIVE,
                        0,
                        0,
                        number,
                        SEQUENCE,
                        0,
                        -20.5,
                        31.5,
                        0.4,
                        31.3)
                : new TrainingProgressed(
                        experiment, experiment + "/train", number, events, 0.05, 2.5, "trainer-1", "CPU", 0.8);
    }

    private static void report(StreamClients streams, int clients, int perSecond, int seconds, Path file)
            throws IOException {
        Delays delays = streams.delays();
        String text = String.format(
                Locale.ROOT,
                """
                # %d clients, %d events a second

                %s; %d processors (%s), Java %s. `benchmarks/stream-events %d %d %d`

                Delay from the moment before an event is given to the Kafka producer to that at which a client has read it, over %,d events
                that were received in %d s, after %d s of warming up:

                | p50 | p90 | p99 | p99.9 | longest |
                | --- | --- | --- | --- | --- |
                | %d ms | %d ms | %d ms | %d ms | %d ms |

                %s
                """,
                clients,
                perSecond,
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("java.version"),
                clients,
                perSecond,
                seconds,
                delays.count(),
                seconds,
                WARM_UP_SECONDS,
                delays.quantile(0.5),
                delays.quantile(0.9),
                delays.quantile(0.99),
                delays.quantile(0.999),
                delays.longest(),
                streams.faults().isEmpty()
                        ? "Every client got every event once, in the order of the log."
                        : "NOT RIGHT: " + String.join("; ", streams.faults()));
        System.out.print(text);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private static String processor() throws IOException {
        Path known = Path.of("/proc/cpuinfo");
        return Files.isReadable(known)
                ? Files.readAllLines(known).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }
}
