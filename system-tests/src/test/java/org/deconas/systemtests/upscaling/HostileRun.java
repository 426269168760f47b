package org.deconas.systemtests.upscaling;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/**
 * What came of hostile uploads.
 *
 * @param answers how often each status came, by kind of upload; 0 where the client had gone
 * @param wrong what may not happen, a line each
 * @param memory the service's after every tenth of the uploads
 * @param mostMebibytes the most physical memory that the service had at a moment
 */
record HostileRun(
        SortedMap<String, SortedMap<Integer, Integer>> answers,
        List<String> wrong,
        HeldMemory memory,
        long mostMebibytes,
        Duration took) {

    private static final int EFFORT = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CLIENT_HAS_GONE = 0;

    /** Sends them one after another. */
    static HostileRun of(InferenceProcess service, HostileUploads uploads, long seed, int count)
            throws IOException, InterruptedException {
        List<HostileUpload> all = drawn(uploads, seed, count);
        HttpClient http = HttpClient.newHttpClient();
        HostileRun run = new HostileRun(new TreeMap<>(), new ArrayList<>(), new HeldMemory(count), 0, Duration.ZERO);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            HostileUpload upload = all.get(i);
            int status = upload.clientStays() ? answered(http, service, upload, i, run.wrong) : left(service, upload);
            run.answers.computeIfAbsent(upload.kind(), kind -> new TreeMap<>()).merge(status, 1, Integer::sum);
            if (!service.isReady()) {
                run.wrong.add("not ready after number " + i + ", " + upload);
            }
            run.memory.readAt(i + 1, service);
        }
        return new HostileRun(
                run.answers,
                run.wrong,
                run.memory,
                service.mostResidentMebibytes(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static List<HostileUpload> drawn(HostileUploads uploads, long seed, int count) {
        List<HostileUpload> all = new ArrayList<>();
        JqwikSession.run(() -> {
            RandomGenerator<HostileUpload> generator = uploads.any().generator(EFFORT);
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                all.add(generator.next(random).value());
            }
        });
        return all;
    }

    private static int answered(
            HttpClient http, InferenceProcess service, HostileUpload upload, int number, List<String> wrong)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(upload.path()))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(upload.body()));
        upload.contentType().ifPresent(type -> request.header("Content-Type", type));
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            wrong.add("no answer to number " + number + ", " + upload + ": " + e);
            return -1;
        }
        int status = response.statusCode();
        if (status >= 500 || status < 200) {
            wrong.add(status + " to number " + number + ", " + upload + ": " + response.body());
        }
        return status;
    }

    private static int left(InferenceProcess service, HostileUpload upload) throws IOException {
        URI uri = service.uri(upload.path());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + uri.getPath() + " HTTP/1.1\r\nHost: here\r\nContent-Length: " + upload.body().length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(upload.sentBytes());
            out.flush();
        }
        return CLIENT_HAS_GONE;
    }

    /** In Markdown. */
    String report(long seed) {
        int uploads = answers.values().stream()
                .flatMap(each -> each.values().stream())
                .mapToInt(n -> n)
                .sum();
        StringBuilder text = new StringBuilder("# Hostile uploads, seed " + seed + "\n\n");
        text.append(String.format(
                Locale.ROOT,
                "%,d uploads in %d min %d s: %s.%n%n",
                uploads,
                took.toMinutes(),
                took.toSecondsPart(),
                wrong.isEmpty() ? "no answer of 500 or above, none without an answer, ready after each" : "WRONG"));
        wrong.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("| what | answers (status: how often) |\n| --- | --- |\n");
        for (Map.Entry<String, SortedMap<Integer, Integer>> kind : answers.entrySet()) {
            text.append("| ").append(kind.getKey()).append(" | ");
            List<String> counts = new ArrayList<>();
            kind.getValue()
                    .forEach((status, count) ->
                            counts.add((status == CLIENT_HAS_GONE ? "nobody there" : status) + ": " + count));
            text.append(String.join(", ", counts)).append(" |\n");
        }
        text.append('\n').append(memory);
        return text.append(" At most it had ")
                .append(mostMebibytes)
                .append(" at a moment.\n\n")
                .toString();
    }
}
