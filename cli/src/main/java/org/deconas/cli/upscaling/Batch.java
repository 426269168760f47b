package org.deconas.cli.upscaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deconas.cli.client.InferenceClient;
import org.deconas.cli.client.UpscaleWishes;
import org.deconas.cli.mesh.MeshException;
import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.PictureHeader;
import org.deconas.pictures.Pictures;

/** Enlarges images, several side by side; one that fails does not stop the others. */
public final class Batch {

    private final InferenceClient inference;
    private final UpscaleWishes wishes;
    private final Destination destination;
    private final boolean force;
    private final int jobs;

    /**
     * @param force whether results that are there are written over
     * @param jobs how many images are sent side by side, 1 or more
     */
    public Batch(InferenceClient inference, UpscaleWishes wishes, Destination destination, boolean force, int jobs) {
        this.inference = inference;
        this.wishes = wishes;
        this.destination = destination;
        this.force = force;
        this.jobs = jobs;
    }

    /**
     * Enlarges images.
     *
     * @return what became of them
     * @throws MeshException before any image is sent: when two would become one file, there is no such model, or the
     *     service does not answer
     */
    public Tally run(List<ImageInput> inputs, BatchListener listener) {
        int scale = wishes.factor(inference.scale(wishes.model()));
        requireNamesOfTheirOwn(inputs, scale);
        List<Future<Outcome>> running = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(jobs, inputs.size()), Batch::worker);
        try (PartFiles parts = new PartFiles()) {
            for (ImageInput input : inputs) {
                running.add(workers.submit(() -> {
                    synchronized (listener) {
                        listener.started(input.file());
                    }
                    Outcome outcome = outcome(input, scale, parts);
                    synchronized (listener) {
                        listener.ended(outcome);
                    }
                    return outcome;
                }));
            }
            return Tally.of(all(running));
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "upscale");
        thread.setDaemon(true);
        return thread;
    }

    private static List<Outcome> all(List<Future<Outcome>> running) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshException("interrupted; the results that are there are whole", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return outcomes;
    }

    private void requireNamesOfTheirOwn(List<ImageInput> inputs, int scale) {
        Map<Path, ImageInput> results = new LinkedHashMap<>();
        for (ImageInput input : inputs) {
            Path result = destination.resultOf(input, scale, wishes.resultFormat());
            ImageInput other = results.putIfAbsent(result.toAbsolutePath().normalize(), input);
            if (other != null) {
                throw new MeshException("both " + other.file() + " and " + input.file() + " would become " + result
                        + "; enlarge them one by one, each with an --out of its own");
            }
        }
    }

    private Outcome outcome(ImageInput input, int expectedScale, PartFiles parts) {
        try {
            PictureFormat format = wishes.resultFormat();
            Path expected = destination.resultOf(input, expectedScale, format);
            return isTaken(expected)
                    ? new Outcome.Skipped(input.file(), expected)
                    : enlarge(
                            input,
                            expectedScale,
                            format,
                            expected.toAbsolutePath().getParent(),
                            parts);
        } catch (IOException | RuntimeException e) {
            return new Outcome.Failed(input.file(), Reasons.of(e));
        }
    }

    private Outcome enlarge(ImageInput input, int expectedScale, PictureFormat format, Path folder, PartFiles parts)
            throws IOException {
        long start = System.nanoTime();
        Files.createDirectories(folder);
        Path part = parts.in(folder);
        try {
            int scale = inference.upscale(input.file(), wishes, part).orElse(expectedScale);
            PictureHeader header = Pictures.header(part);
            // The newest model may have become another one meanwhile.
            Path result = destination.resultOf(input, scale, format);
            if (isTaken(result)) {
                return new Outcome.Skipped(input.file(), result);
            }
            parts.finish(part, result);
            return new Outcome.Enlarged(
                    input.file(), result, header.width(), header.height(), Duration.ofNanos(System.nanoTime() - start));
        } finally {
            parts.discard(part);
        }
    }

    private boolean isTaken(Path result) {
        return !force && Files.exists(result);
    }
}
