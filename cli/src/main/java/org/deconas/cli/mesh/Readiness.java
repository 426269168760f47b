package org.deconas.cli.mesh;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.deconas.infra.LocalStack;

/** Asks members of the mesh whether they are ready: services over HTTP, the stack by what it has said. */
final class Readiness {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private HttpClient client;

    boolean of(MeshProcess process, MeshSettings settings) {
        return process.member().isStack()
                ? process.hasSaid(LocalStack.READY)
                : answers(settings.urlOf(process.member()) + "/q/health/ready");
    }

    private boolean answers(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
        try {
            return client().send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MeshException("interrupted", interrupted);
        }
    }

    /** Made when first needed: it takes longer than all else that a command does when nothing runs. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();
        }
        return client;
    }
}
