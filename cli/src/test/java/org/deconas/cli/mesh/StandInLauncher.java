package org.deconas.cli.mesh;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts a {@link StandInProcess} for every member. */
final class StandInLauncher implements Launcher {

    private final Map<MeshMember, StandInProcess.Behaviour> behaviours = new HashMap<>();

    StandInLauncher with(MeshMember member, StandInProcess.Behaviour behaviour) {
        behaviours.put(member, behaviour);
        return this;
    }

    @Override
    public Launch of(MeshMember member, MeshHome home, MeshSettings settings) {
        StandInProcess.Behaviour usual =
                member.isStack() ? StandInProcess.Behaviour.STACK : StandInProcess.Behaviour.SERVICE;
        return new Launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandInProcess.class.getName(),
                        behaviours.getOrDefault(member, usual).name()),
                Map.of(
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(settings.portsOf(member).get(0).port())));
    }
}
