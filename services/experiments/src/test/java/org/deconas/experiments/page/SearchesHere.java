package org.deconas.experiments.page;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.deconas.experiments.Patience;
import org.deconas.schema.ExperimentRequested;
import org.deconas.schema.RewardMeasured;

/** Recorded searches in the service under test, which several test classes share. */
final class SearchesHere {

    /** An import takes some seconds, or many on a machine that is busy. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final RestAssuredConfig PATIENT = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", (int) LIMIT.toMillis()));

    private SearchesHere() {}

    /** Imports a search with its policies, unless it is there; all of it is there afterwards. */
    static void include(RecordedSearch search, Path artifacts) {
        String at = "/v1/experiments/" + search.id();
        if (get(at).statusCode() == 404) {
            search.storePolicies(artifacts);
            given().config(PATIENT)
                    .contentType("application/zip")
                    .body(search.archive())
                    .post("/v1/archives")
                    .then()
                    .statusCode(201);
        }
        awaitAll(search);
    }

    /** Waits until the service knows all that a search's log has. */
    static void awaitAll(RecordedSearch search) {
        String at = "/v1/experiments/" + search.id();
        int rewards = search.events(RewardMeasured.class).size();
        Patience.await()
                .atMost(LIMIT)
                .until(() -> get(at).path("winner") != null
                        && get(at + "/trials?limit=1").<Integer>path("total") == rewards
                        && get(at + "/trials?limit=1&state=SAMPLED").<Integer>path("total") == 0);
    }

    static String name(RecordedSearch search) {
        return search.events(ExperimentRequested.class).get(0).name();
    }
}
