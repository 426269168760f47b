package org.deconas.cli.mesh;

/** How a member of the mesh is. */
public enum MemberState {
    /** It runs and is ready. */
    UP,
    /** It runs, and does not say that it is ready. */
    STARTING,
    /** It was started, and has ended without being asked to. */
    DEAD,
    /** It was not started, or it was stopped. */
    STOPPED
}
