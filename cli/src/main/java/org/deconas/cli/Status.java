package org.deconas.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.deconas.cli.mesh.LocalMesh;
import org.deconas.cli.mesh.MemberStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how the mesh is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells how each process of the mesh is; exit code 0 only when all are up.")
final class Status implements Callable<Integer> {

    private static final String ROW = "%-12s %-9s %8s  %-11s %8s  %s%n";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        MeshStatus status = MeshStatus.of(common.home(), LocalMesh.running(common.home(), common.progress()));
        if (common.json()) {
            common.print(status);
        } else {
            common.out().printf(ROW, "NAME", "STATE", "PID", "PORT", "MEMORY", "SINCE");
            status.members().forEach(this::print);
            common.out().flush();
        }
        return status.up() ? 0 : 1;
    }

    private void print(MemberStatus member) {
        common.out()
                .printf(
                        ROW,
                        member.name(),
                        member.state(),
                        member.pid() == null ? "-" : member.pid(),
                        member.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        member.memoryBytes() == null ? "-" : member.memoryBytes() / (1024 * 1024) + " MB",
                        member.since() == null ? "-" : local(member.since()));
    }

    private static String local(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
