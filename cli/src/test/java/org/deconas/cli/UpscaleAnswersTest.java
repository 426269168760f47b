package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the service may answer, and what becomes of it. */
class UpscaleAnswersTest extends UpscaleFixture {

    @Test
    void imageThatIsBrokenDoesNotStopTheOthers() throws IOException {
        // Given
        image("a.png");
        Files.writeString(folder.resolve("broken.png"), "no image");
        image("c.png");
        // When
        int exitCode = run(folder.toString());
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "deconas: " + at("broken.png") + ": The body is no image",
                        "deconas: 2 of 3 images enlarged, 1 failed");
        assertThat(files()).containsExactly("a-x2.png", "a.png", "broken.png", "c-x2.png", "c.png");
    }

    @Test
    void answerThatBreaksOffLeavesNothingBehind() throws IOException {
        // Given
        Path photo = image("photo.png");
        standIn.answers(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(StandInUpscaling.png(6, 4));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        // When
        int exitCode = run(photo.toString());
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("photo.png: the inference service broke off");
        assertThat(files()).containsExactly("photo.png");
    }

    @Test
    void answerThatIsNoImageIsNotKept() throws IOException {
        // Given
        Path photo = image("photo.png");
        standIn.answers(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            StandInService.answer(exchange, 200, "sorry");
        });
        // When
        int exitCode = run(photo.toString());
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(files()).containsExactly("photo.png");
    }

    @Test
    void answerOfAnotherFormatThanWasAskedForIsRefused() throws IOException {
        // Given
        Path photo = image("photo.png");
        // When
        int exitCode = run(photo.toString(), "--format", "webp");
        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("gave image/png in place of image/webp");
        assertThat(files()).containsExactly("photo.png");
    }

    @Test
    void serviceThatIsBusyIsAskedAgain() throws IOException {
        // Given
        Path photo = image("photo.png");
        AtomicInteger asked = new AtomicInteger();
        standIn.answers(exchange -> {
            int[] busy = {429, 503, 200};
            int status = busy[asked.getAndIncrement()];
            if (status == 200) {
                StandInUpscaling.enlarge(exchange, 2);
            } else {
                exchange.getResponseHeaders().set("Retry-After", "0");
                StandInUpscaling.refuse(exchange, status, "busy");
            }
        });
        // When
        int exitCode = run(photo.toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(asked).hasValue(3);
        assertThat(files()).containsExactly("photo-x2.png", "photo.png");
    }

    @Test
    void nameFollowsTheScaleThatTheAnswerSays() throws IOException {
        // Given: the newest model becomes another one after the service was asked for it
        Path photo = image("photo.png");
        standIn.answers(exchange -> StandInUpscaling.enlarge(exchange, 4));
        // When
        int exitCode = run(photo.toString());
        // Then
        assertThat(exitCode).isZero();
        assertThat(files()).containsExactly("photo-x4.png", "photo.png");
    }

    @Test
    void imagesAreSentSideBySide() throws IOException {
        // Given: an answer to one image waits for the other
        image("a.png");
        image("b.png");
        CyclicBarrier both = new CyclicBarrier(2);
        standIn.answers(exchange -> {
            try {
                both.await(20, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
                StandInUpscaling.refuse(exchange, 500, "came alone");
                return;
            }
            StandInUpscaling.enlarge(exchange, 2);
        });
        // When
        int exitCode = run(folder.toString(), "--jobs", "2");
        // Then
        assertThat(exitCode).as(err.toString()).isZero();
    }
}
