package org.deconas.experiments.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a request is recognised by when it is repeated (IETF draft-ietf-httpapi-idempotency-key-header).
 *
 * @param value as the client chose it
 * @param fingerprint SHA-256 of what was asked, 64 hexadecimal digits: the path, and the body but for the order of its fields
 */
record IdempotencyKey(String value, String fingerprint) {

    static final String HEADER = "Idempotency-Key";

    private static final int MOST_CHARACTERS = 255;

    /** Sorts what it writes. */
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /**
     * Reads the header, a string in quotation marks (RFC 8941), or without them.
     *
     * @param header null for none
     */
    static Optional<IdempotencyKey> of(String header, String path, JsonNode body) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.matches("\".*\"") ? header.substring(1, header.length() - 1) : header;
        if (!value.matches("[!#-~]{1," + MOST_CHARACTERS + "}")) {
            throw new ProblemException(
                    400,
                    HEADER + " is '" + header + "', but must be 1 to " + MOST_CHARACTERS
                            + " printable characters without spaces, as \"8e03978e-40d5-43dd-bc93-6894a57f9324\"");
        }
        return Optional.of(new IdempotencyKey(value, fingerprint(path, body)));
    }

    private static String fingerprint(String path, JsonNode body) {
        try {
            Object fields = SORTED.treeToValue(body, Object.class);
            String asked = path + "\n" + SORTED.writeValueAsString(fields);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
