package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, ended by a signal while an answer comes in. */
class UpscaleInterruptedTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path home;

    @TempDir
    Path folder;

    @Test
    void signalLeavesFinishedResultsWholeAndNothingHalf() throws IOException, InterruptedException {
        // Given: one image is done, and half of the other is there
        StandInUpscaling.image(folder.resolve("a.png"));
        StandInUpscaling.image(folder.resolve("b.png"));
        CountDownLatch ended = new CountDownLatch(1);
        try (StandInUpscaling standIn = new StandInUpscaling(home)) {
            AtomicInteger asked = new AtomicInteger();
            standIn.answers(exchange -> {
                if (asked.getAndIncrement() == 0) {
                    StandInUpscaling.enlarge(exchange, 2);
                    return;
                }
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "image/png");
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(StandInUpscaling.png(6, 4));
                exchange.getResponseBody().flush();
                await(ended);
            });
            Process program = start("upscale", folder.toString(), "--jobs", "1", "--home", home.toString());
            awaitFiles(4);

            // When
            program.destroy();
            boolean over = program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            ended.countDown();

            // Then
            assertThat(over).isTrue();
            assertThat(program.exitValue()).isNotZero();
            assertThat(files()).containsExactly("a-x2.png", "a.png", "b.png");
            assertThat(folder.resolve("a-x2.png")).hasBinaryContent(StandInUpscaling.png(6, 4));
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Deconas.class.getName()),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitFiles(int count) throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(LIMIT);
        while (files().size() < count) {
            assertThat(Instant.now()).as("only " + files()).isBefore(giveUp);
            Thread.sleep(20);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
