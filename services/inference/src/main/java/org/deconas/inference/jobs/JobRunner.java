package org.deconas.inference.jobs;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.deconas.inference.InferenceSettings;
import org.deconas.inference.models.Models;
import org.deconas.inference.models.PromotedModel;
import org.deconas.inference.network.Client;
import org.deconas.inference.network.TooMuchForMemoryException;
import org.deconas.inference.network.Upscaler;
import org.deconas.pictures.PictureException;
import org.deconas.pictures.UnsupportedPictureException;
import org.jboss.logging.Logger;

/** Runs jobs in the order in which they were accepted, few at a time, each with the model that it was accepted with. */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private static final int SECONDS_TO_STOP = 5;

    private final Jobs jobs;
    private final Models models;
    private final Upscaler upscaler;
    private final ExecutorService threads;
    private volatile boolean isStopping;

    JobRunner(Jobs jobs, Models models, Upscaler upscaler, InferenceSettings settings) {
        this.jobs = jobs;
        this.models = models;
        this.upscaler = upscaler;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(settings.jobs().concurrent(), task -> {
            Thread thread = new Thread(task, "job-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** After the models on disk: an earlier process's jobs need them. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) throws IOException {
        List<Job> waiting = jobs.restore();
        if (!waiting.isEmpty()) {
            LOG.infof("Jobs of an earlier process go on: jobs=%d", waiting.size());
        }
        waiting.forEach(this::submit);
    }

    /**
     * Accepts a job.
     *
     * @param upload the file of its image
     * @throws NoRoomException when too many wait, or too much is on disk
     * @throws IOException when it cannot be stored
     */
    public Job post(Upload upload, JobOrder order) throws NoRoomException, IOException {
        Job job = jobs.accept(upload, order);
        submit(job);
        return job;
    }

    private void submit(Job job) {
        threads.execute(() -> {
            if (!isStopping) {
                jobs.begin(job.id()).ifPresent(this::run);
            }
        });
    }

    private void run(Job job) {
        Optional<PromotedModel> model = models.ofDigest(job.order().digest());
        if (model.isEmpty()) {
            fail(
                    job,
                    404,
                    "The model '" + job.order().model() + "' of digest "
                            + job.order().digest()
                            + ", which it was accepted with, serves no more; post the image again");
            return;
        }
        try {
            jobs.finish(
                    job.id(),
                    out -> upscaler.upscale(
                            model.get(), jobs.image(job), job.order().wish(), new Waiter(job.id()), out));
        } catch (IOException | RuntimeException | Error e) {
            broken(job, e);
        }
    }

    private void broken(Job job, Throwable e) {
        if (isStopping) {
            Thread.interrupted(); // an interrupted thread can write no file
            jobs.giveBack(job.id());
        } else if (e instanceof PictureException) {
            fail(job, e instanceof UnsupportedPictureException ? 415 : 400, e.getMessage());
        } else if (e instanceof TooMuchForMemoryException) {
            fail(job, 413, e.getMessage());
        } else if (jobs.isRunning(job.id())) {
            LOG.errorf(e, "Job failed: job=%s model=%s", job.id(), job.order().model());
            fail(job, 500, "The image was not enlarged, or the result not stored; the service's log says why");
        }
    }

    private void fail(Job job, int status, String detail) {
        jobs.fail(job.id(), new JobFailure(status, detail));
    }

    /** Waits until the job is cancelled. */
    private final class Waiter implements Client {
        private final String id;

        Waiter(String id) {
            this.id = id;
        }

        @Override
        public boolean isGone() {
            return isStopping || !jobs.isRunning(id);
        }

        @Override
        public void told(double progress) {
            jobs.advance(id, progress);
        }
    }

    /** What runs begins anew at the next start. */
    @PreDestroy
    void stop() throws InterruptedException {
        isStopping = true;
        threads.shutdown();
        if (!threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            threads.shutdownNow(); // it waits for its turn
        }
    }
}
