package org.deconas.experiments.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.deconas.experiments.domain.Content;
import org.deconas.experiments.domain.DeadLetter;
import org.deconas.experiments.domain.DeadLetterKind;
import org.deconas.schema.EventCodec;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dead letter as it is answered. */
record DeadLetterBody(
        long id,
        String topic,
        int partition,
        long offset,
        DeadLetterKind kind,

        @Schema(description = "One line: what is wrong with the record")
        String reason,

        @Schema(description = "Null when it is not known") String experimentId,

        @Schema(description = "Text, or Base64 when it is no UTF-8; null when the record has none")
        String key,

        @Schema(description = "Text, or Base64 when it is no UTF-8; null when the record has none")
        String body,

        @Schema(description = "Whether body is Base64") boolean base64,

        @Schema(
                description = "In their order: name, and text or base64",
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.ARRAY)
        JsonNode headers,

        Instant recordedAt,

        @Schema(description = "When it was last written back to its topic; null when never")
        Instant redrivenAt) {

    static DeadLetterBody of(DeadLetter letter) {
        Content body = letter.body() == null ? new Content(null, true) : Content.of(letter.body());
        return new DeadLetterBody(
                letter.id(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.kind(),
                letter.reason(),
                letter.experimentId(),
                letter.key() == null ? null : Content.of(letter.key()).shown(),
                body.shown(),
                !body.isText(),
                headers(letter),
                letter.recordedAt(),
                letter.redrivenAt());
    }

    private static JsonNode headers(DeadLetter letter) {
        try {
            return EventCodec.mapper().readTree(letter.headers());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
