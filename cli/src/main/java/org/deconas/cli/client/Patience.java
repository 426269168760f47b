package org.deconas.cli.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long one request is asked again that a service was too busy for (RFC 9110, section 10.2.3; RFC 6585, section 4).
 *
 * @param attempts how often it is sent at most, 1 or more
 * @param waiting how long is waited at most, between all attempts together
 */
record Patience(int attempts, Duration waiting) {

    static final Patience USUAL = new Patience(60, Duration.ofMinutes(5));

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration UNSAID = Duration.ofSeconds(2);

    /**
     * @param attempt the number of the attempt that was answered, from 1
     * @param waited how long was waited before it, in all
     * @return how long to wait before the next attempt; empty when there is none: the answer is final, or patience ends
     */
    Optional<Duration> pauseAfter(int attempt, Duration waited, HttpResponse<?> answer) {
        Optional<Duration> asked = pauseAskedBy(answer);
        return asked.filter(pause -> attempt < attempts && waited.plus(pause).compareTo(waiting) <= 0);
    }

    /** Whether and when a service would like to be asked again; a 503 that does not say so is for good. */
    private static Optional<Duration> pauseAskedBy(HttpResponse<?> answer) {
        Optional<Duration> said = answer.headers().firstValue("Retry-After").flatMap(Patience::pause);
        return switch (answer.statusCode()) {
            case TOO_MANY_REQUESTS -> Optional.of(said.orElse(UNSAID));
            case UNAVAILABLE -> said;
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> pause(String retryAfter) {
        String value = retryAfter.strip();
        try {
            if (value.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration pause = Duration.between(Instant.now(), then);
            return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
