package org.deconas.experiments.page;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import java.nio.file.Path;
import org.deconas.schema.ExperimentRequested;

/** Recorded searches in the service under test, which several test classes share. */
final class SearchesHere {

    private SearchesHere() {}

    /** Imports a search with its policies, unless it is there. */
    static void include(RecordedSearch search, Path artifacts) {
        if (get("/v1/experiments/" + search.id()).statusCode() == 404) {
            search.storePolicies(artifacts);
            given().contentType("application/zip")
                    .body(search.archive())
                    .post("/v1/archives")
                    .then()
                    .statusCode(201);
        }
    }

    static String name(RecordedSearch search) {
        return search.events(ExperimentRequested.class).get(0).name();
    }
}
