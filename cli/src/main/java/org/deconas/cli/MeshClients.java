package org.deconas.cli;

import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.client.InferenceClient;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.cli.mesh.MeshSettings;

/** Where the services of a home's mesh answer. */
final class MeshClients {

    private MeshClients() {}

    static ExperimentsClient experiments(MeshHome home) {
        return experiments(settings(home));
    }

    static ExperimentsClient experiments(MeshSettings settings) {
        return new ExperimentsClient(settings.urlOf(MeshMember.EXPERIMENTS));
    }

    static InferenceClient inference(MeshHome home) {
        return inference(settings(home));
    }

    static InferenceClient inference(MeshSettings settings) {
        return new InferenceClient(settings.urlOf(MeshMember.INFERENCE));
    }

    private static MeshSettings settings(MeshHome home) {
        return home.settings().orElse(MeshSettings.DEFAULT);
    }
}
