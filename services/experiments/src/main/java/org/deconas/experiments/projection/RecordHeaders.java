package org.deconas.experiments.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.deconas.experiments.domain.Content;
import org.deconas.schema.EventCodec;

/**
 * The headers of a record as they stand in the database: an array of {@code {"name": "ce_type", "text": "..."}}, with {@code "base64"}
 * for a value that is no UTF-8, and neither for one that is null.
 */
final class RecordHeaders {

    private RecordHeaders() {}

    static String write(Iterable<Header> headers) {
        ArrayNode all = EventCodec.mapper().createArrayNode();
        for (Header header : headers) {
            ObjectNode one = all.addObject().put("name", header.key());
            if (header.value() != null) {
                Content content = Content.of(header.value());
                one.put(content.isText() ? "text" : "base64", content.shown());
            }
        }
        try {
            return EventCodec.mapper().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Header> read(String json) {
        try {
            List<Header> headers = new ArrayList<>();
            for (JsonNode one : EventCodec.mapper().readTree(json)) {
                headers.add(new RecordHeader(one.path("name").asText(), value(one)));
            }
            return headers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] value(JsonNode header) {
        if (header.has("text")) {
            return new Content(header.path("text").asText(), true).bytes();
        }
        return header.has("base64") ? new Content(header.path("base64").asText(), false).bytes() : null;
    }
}
