package org.deconas.cli;

import java.util.Optional;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.client.InferenceClient;
import org.deconas.cli.mesh.MeshHome;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.cli.mesh.MeshSettings;

/** Where the services of a home's mesh answer; or those of another one, that the environment names. */
final class MeshClients {

    private static final String EXPERIMENTS_VARIABLE = "DECONAS_EXPERIMENTS_URL";
    private static final String INFERENCE_VARIABLE = "DECONAS_INFERENCE_URL";

    private MeshClients() {}

    static ExperimentsClient experiments(MeshHome home) {
        return elsewhere(EXPERIMENTS_VARIABLE).map(ExperimentsClient::new).orElseGet(() -> experiments(settings(home)));
    }

    static ExperimentsClient experiments(MeshSettings settings) {
        return new ExperimentsClient(settings.urlOf(MeshMember.EXPERIMENTS));
    }

    static InferenceClient inference(MeshHome home) {
        return elsewhere(INFERENCE_VARIABLE).map(InferenceClient::new).orElseGet(() -> inference(settings(home)));
    }

    static InferenceClient inference(MeshSettings settings) {
        return new InferenceClient(settings.urlOf(MeshMember.INFERENCE));
    }

    private static Optional<String> elsewhere(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(url -> !url.isBlank())
                .map(url -> url.replaceFirst("/+$", ""));
    }

    private static MeshSettings settings(MeshHome home) {
        return home.settings().orElse(MeshSettings.DEFAULT);
    }
}
