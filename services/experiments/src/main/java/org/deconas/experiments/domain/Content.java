package org.deconas.experiments.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Bytes as people and JSON can have them, without losing any.
 *
 * @param shown the text when the bytes are UTF-8, else their Base64
 * @param isText which
 */
public record Content(String shown, boolean isText) {

    public static Content of(byte[] bytes) {
        try {
            return new Content(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    true);
        } catch (CharacterCodingException e) {
            return new Content(Base64.getEncoder().encodeToString(bytes), false);
        }
    }

    public byte[] bytes() {
        return isText
                ? shown.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(shown);
    }
}
