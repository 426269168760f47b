package org.deconas.cli.mesh;

import java.time.Instant;
import java.util.List;

/**
 * How one member of the mesh is now.
 *
 * @param name the member's name
 * @param pid its process, or null when none runs
 * @param ports where it listens on 127.0.0.1
 * @param memoryBytes its resident memory, or null when none runs or the system does not tell
 * @param since when the process started, or null when none runs
 */
public record MemberStatus(
        String name, MemberState state, Long pid, List<Integer> ports, Long memoryBytes, Instant since) {}
