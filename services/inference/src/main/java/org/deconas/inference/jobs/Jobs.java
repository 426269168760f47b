package org.deconas.inference.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.network.Enlarged;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The jobs that this service knows, each in a state of its life, in memory and on disk. */
@ApplicationScoped
public class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class);

    private static final int ID_BYTES = 16;

    private final JobDirectory directory;
    private final InferenceSettings.Jobs settings;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, WatchedJob> byId = new ConcurrentHashMap<>();

    @Inject
    Jobs(
            InferenceSettings settings,
            @ConfigProperty(name = "deconas.artifacts.directory") Path artifacts,
            MeterRegistry metrics) {
        this(
                settings.jobs().directory().orElseGet(() -> artifacts.resolveSibling("jobs")),
                settings.jobs(),
                Clock.systemUTC(),
                metrics);
    }

    Jobs(Path directory, InferenceSettings.Jobs settings, Clock clock, MeterRegistry metrics) {
        this.directory = new JobDirectory(directory);
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        for (JobState state : List.of(JobState.WAITING, JobState.RUNNING)) {
            Tags name = Tags.of("state", state.name().toLowerCase(Locale.ROOT));
            metrics.gauge("deconas.inference.jobs", name, this, jobs -> jobs.count(state));
        }
    }

    /**
     * Takes over what an earlier process left.
     *
     * @return the jobs that wait, in the order in which they were accepted
     */
    List<Job> restore() throws IOException {
        for (Job job : directory.scan()) {
            byId.put(job.id(), new WatchedJob(job));
            change(job.id(), JobLife.Running.class, running -> running.interrupted(expiry()));
        }
        return now().filter(job -> job.life() instanceof JobLife.Waiting)
                .sorted(Job.OLDEST_FIRST)
                .toList();
    }

    /**
     * Takes the file of an image.
     *
     * @throws IOException when it cannot be read or stored
     */
    public Upload receive(InputStream body) throws IOException {
        return directory.receive(body);
    }

    /** Makes a job of an upload; see {@link JobRunner#post}. */
    synchronized Job accept(Upload upload, JobOrder order) throws NoRoomException, IOException {
        if (order.mostBytes() > mostBytes()) {
            throw NoRoomException.tooLarge(order.mostBytes(), mostBytes());
        }
        if (count(JobState.WAITING) >= settings.mostWaiting()) {
            throw NoRoomException.tooManyWait(settings.mostWaiting());
        }
        if (now().mapToLong(Job::bytes).sum() + order.mostBytes() > mostBytes()) {
            throw NoRoomException.diskIsFull(mostBytes());
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Job job = new Job(HexFormat.of().formatHex(id), clock.instant(), order, JobLife.Waiting.NEW);
        directory.add(job, upload);
        byId.put(job.id(), new WatchedJob(job));
        return job;
    }

    private long mostBytes() {
        return settings.mostBytes().asLongValue();
    }

    private long count(JobState state) {
        return now().filter(job -> job.life().state() == state).count();
    }

    private Stream<Job> now() {
        return byId.values().stream().map(WatchedJob::now);
    }

    public Optional<Job> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(WatchedJob::now);
    }

    /** All jobs, the newest first. */
    public List<Job> all() {
        return now().sorted(Job.OLDEST_FIRST.reversed()).toList();
    }

    /** A job as it is now, then as it becomes, until it has ended; empty when there is none of that id. */
    public Optional<Multi<Job>> watch(String id) {
        return Optional.ofNullable(byId.get(id)).map(WatchedJob::watch);
    }

    /** Where the enlarged image of a job is, if it is done and its time is not over. */
    public Optional<Path> result(Job job) {
        return job.life() instanceof JobLife.Done done && clock.instant().isBefore(done.expires())
                ? Optional.of(directory.result(job.id()))
                : Optional.empty();
    }

    /** Where the image of a job is that has not ended. */
    Path image(Job job) {
        return directory.image(job.id());
    }

    /** It is the job's turn; empty when nobody wants its result any more. */
    Optional<Job> begin(String id) {
        return change(id, JobLife.Waiting.class, JobLife.Waiting::begun);
    }

    boolean isRunning(String id) {
        return find(id).filter(job -> job.life() instanceof JobLife.Running).isPresent();
    }

    /** A job that runs has come so far; that is not written to disk. */
    void advance(String id, double progress) {
        Optional.ofNullable(byId.get(id))
                .ifPresent(
                        job -> job.change(JobLife.Running.class, running -> running.advanced(progress), changed -> {}));
    }

    /** A job that runs writes its result, and is done. */
    void finish(String id, JobDirectory.Content<Enlarged> content) throws IOException {
        JobDirectory.Written<Enlarged> written = directory.writeResult(id, content);
        JobResult result = JobResult.of(written.content(), written.bytes());
        change(id, JobLife.Running.class, running -> running.done(result, expiry()));
    }

    void fail(String id, JobFailure failure) {
        change(id, JobLife.Running.class, running -> running.failed(failure, expiry()));
    }

    /** A job that runs begins anew when the service does. */
    void giveBack(String id) {
        change(id, JobLife.Running.class, JobLife.Running::givenBack);
    }

    /**
     * Cancels a job that has not ended, and removes one that has.
     *
     * @return whether there is such a job
     */
    public boolean end(String id) {
        Optional<Job> known = find(id);
        if (known.isPresent()
                && change(id, JobLife.Unfinished.class, job -> job.cancelled(expiry()))
                        .isEmpty()) {
            remove(id);
        }
        return known.isPresent();
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void cleanUp() {
        cleanUp(clock.instant());
    }

    /** Deletes results whose time is over, and forgets jobs that have had none for as long. */
    public void cleanUp(Instant now) {
        for (Job job : all()) {
            if (job.life() instanceof JobLife.Ended ended && !now.isBefore(ended.expires())) {
                if (change(job.id(), JobLife.Done.class, done -> done.expired(now.plus(settings.expiry())))
                        .isEmpty()) {
                    remove(job.id());
                }
            }
        }
    }

    private Instant expiry() {
        return clock.instant().plus(settings.expiry());
    }

    private <L extends JobLife> Optional<Job> change(String id, Class<L> from, Function<L, ? extends JobLife> next) {
        Optional<Job> changed = Optional.ofNullable(byId.get(id)).flatMap(job -> job.change(from, next, this::store));
        changed.filter(Job::hasEnded)
                .map(job -> job.life().state())
                .filter(state -> state != JobState.EXPIRED)
                .ifPresent(state -> metrics.counter(
                                "deconas.inference.jobs.ended",
                                "state",
                                state.name().toLowerCase(Locale.ROOT))
                        .increment());
        return changed;
    }

    /** A job goes on in memory even where its state cannot be written; the next start goes on from the one before. */
    private void store(Job job) {
        try {
            directory.update(job);
        } catch (IOException e) {
            LOG.errorf(
                    "State of a job not stored: job=%s state=%s reason=%s",
                    job.id(), job.life().state(), e);
        }
    }

    private void remove(String id) {
        if (byId.remove(id) != null) {
            try {
                directory.remove(id);
            } catch (IOException e) {
                LOG.warnf("Job not deleted: job=%s reason=%s", id, e);
            }
        }
    }
}
