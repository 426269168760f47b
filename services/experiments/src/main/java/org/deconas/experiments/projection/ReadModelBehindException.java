package org.deconas.experiments.projection;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The read model has not yet what the log has. */
public class ReadModelBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param missing how many records each partition has that the read model has not
     */
    ReadModelBehindException(Map<TopicPartition, Long> missing) {
        super("The read model has not yet all that the log has; ask again in a moment. Records missing: "
                + missing.entrySet().stream()
                        .map(partition -> partition.getValue() + " of " + partition.getKey())
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }
}
