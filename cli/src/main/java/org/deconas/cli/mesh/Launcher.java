package org.deconas.cli.mesh;

/** Says how a member of the mesh is started. */
@FunctionalInterface
public interface Launcher {

    /**
     * How that member is started.
     *
     * @throws MeshException if its program is missing
     */
    Launch of(MeshMember member, MeshHome home, MeshSettings settings);
}
