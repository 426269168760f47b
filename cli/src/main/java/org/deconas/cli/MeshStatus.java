package org.deconas.cli;

import java.util.List;
import org.deconas.cli.mesh.LocalMesh;
import org.deconas.cli.mesh.MemberState;
import org.deconas.cli.mesh.MemberStatus;
import org.deconas.cli.mesh.MeshHome;

/**
 * How the mesh of a home is, as {@code --json} tells it.
 *
 * @param up whether every member is up
 */
record MeshStatus(String home, boolean up, List<MemberStatus> members) {

    static MeshStatus of(MeshHome home, LocalMesh mesh) {
        List<MemberStatus> members = mesh.status();
        boolean up = members.stream().allMatch(member -> member.state() == MemberState.UP);
        return new MeshStatus(home.directory().toString(), up, members);
    }
}
