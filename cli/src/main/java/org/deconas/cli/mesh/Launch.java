package org.deconas.cli.mesh;

import java.util.List;
import java.util.Map;

/** A process to start: its command line, and what its environment has beside that of this process. */
public record Launch(List<String> command, Map<String, String> environment) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
