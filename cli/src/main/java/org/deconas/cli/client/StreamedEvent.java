package org.deconas.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as the stream gives it.
 *
 * @param type as {@code RewardMeasured}
 */
public record StreamedEvent(String type, JsonNode body) {}
