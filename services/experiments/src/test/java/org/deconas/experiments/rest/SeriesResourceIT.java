package org.deconas.experiments.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import java.util.List;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.schema.WorkClaimed;
import org.deconas.search.SearchSettings;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.CellDrawing;
import org.deconas.searchspace.Complexity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page reads. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class SeriesResourceIT {

    private static final String ID = "series01";
    private static final String AT = "/v1/experiments/" + ID;

    private final KafkaLog log = new KafkaLog();

    @BeforeEach
    void aSearchHasEnded() {
        if (get(AT).statusCode() == 404) {
            Samples.life(ID).forEach(log::write);
            await().until(() -> get(AT + "/series").statusCode() == 200
                    && get(AT).path("state").equals("COMPLETED")
                    && get(AT + "/policies").<Integer>path("total") == 3
                    && get(AT + "/trials?state=APPLIED").<Integer>path("total") == 3
                    && get(AT).path("winner") != null);
        }
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void eachUpdateIsAPointWhereThereIsRoom() {
        // When
        Response series = get(AT + "/series");
        // Then
        series.then()
                .statusCode(200)
                .body("updates", equalTo(2))
                .body("points.update", equalTo(List.of(1, 2)))
                .body("points.trials", equalTo(List.of(2, 1)))
                .body("points.version", equalTo(List.of(1, 2)))
                .body("points.reward", equalTo(List.of(31.0f, 33.0f)))
                .body("points.best", equalTo(List.of(32.0f, 33.0f)))
                .body("points.baseline", equalTo(List.of(31.0f, 32.2f)));
    }

    @Test
    void neighbouringUpdatesShareAPointWhereThereIsNot() {
        // When
        Response series = get(AT + "/series?points=1");
        // Then
        series.then()
                .body("updates", equalTo(2))
                .body("points", hasSize(1))
                .body("points[0].update", equalTo(2))
                .body("points[0].trials", equalTo(3))
                .body("points[0].best", equalTo(33.0f));
        RestAssuredConfig doubles = RestAssuredConfig.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));
        given().config(doubles)
                .get(AT + "/series?points=1")
                .then()
                .body("points[0].reward", closeTo((30 + 32 + 33) / 3.0, 1e-9));
    }

    @Test
    void policyWhoseSnapshotIsNotThereSaysSo() {
        // When
        Response probabilities = get(AT + "/policies/probabilities");
        // Then
        probabilities
                .then()
                .statusCode(200)
                .body("versions", equalTo(3))
                .body("items.version", equalTo(List.of(0, 1, 2)))
                .body("items.ones", everyItem(nullValue()))
                .body("items.missing", everyItem(containsString("ab".repeat(32))));
    }

    @Test
    void trialsAreFilteredAndSorted() {
        get(AT + "/trials?state=FAILED").then().body("items.failure", equalTo(List.of("out of memory")));
        get(AT + "/trials?sort=-reward&limit=2").then().body("items.reward", equalTo(List.of(33.0f, 32.0f)));
        get(AT + "/trials?sort=reward&purpose=reinforce")
                .then()
                .body("total", equalTo(4))
                .body("items[0].reward", equalTo(30.0f))
                .body("items[3].reward", nullValue());
    }

    @Test
    void paretoSetHasEachKindOfMeasurement() {
        // When
        Response pareto = get(AT + "/pareto");
        // Then
        long multiplyAdds =
                SearchSettings.complexity(Samples.settings(), Samples.SEQUENCE).multiplyAdds(2);
        pareto.then()
                .statusCode(200)
                .body("architectures.SEARCH", equalTo(1))
                .body("architectures.WINNER", equalTo(1))
                .body("points.kind", equalTo(List.of("SEARCH", "WINNER")))
                .body("points.paretoOptimal", everyItem(equalTo(true)))
                .body("points.psnr", equalTo(List.of(33.2f, 33.9f)))
                .body("points[0].multiplyAdds", equalTo(multiplyAdds));
    }

    @Test
    void trainingAndTrainersAreThere() {
        get(AT + "/training")
                .then()
                .statusCode(200)
                .body("shared.round", equalTo(List.of(0)))
                .body("shared.loss", equalTo(List.of(0.05f)))
                .body("segments", hasSize(0));
        get(AT + "/trainers").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void trainerHasDoneWhatWasAnsweredAndIsAtTheRest() {
        // Given
        String id = "series02";
        log.write(Samples.requested(id));
        await().until(() -> get("/v1/experiments/" + id).statusCode() == 200);
        for (int index = 0; index < 2; index++) {
            log.write(new WorkClaimed(id, Samples.trialId(id, 0, index), 1, "trainer-7", "trainer-7/1"));
        }
        String trainers = "/v1/experiments/" + id + "/trainers";
        await().untilAsserted(() -> get(trainers)
                .then()
                .body("items.work", equalTo(List.of(List.of(Samples.trialId(id, 0, 0), Samples.trialId(id, 0, 1))))));

        // When
        log.write(Samples.measured(id, 0, 1, 30));

        // Then
        await().untilAsserted(() -> get(trainers)
                .then()
                .body("items.trainer", equalTo(List.of("trainer-7")))
                .body("items.done", equalTo(List.of(1)))
                .body("items.work", equalTo(List.of(List.of(Samples.trialId(id, 0, 0))))));
    }

    @Test
    void paretoSetFollowsTheLog() {
        // Given
        String id = "series03";
        log.write(Samples.requested(id));
        log.write(Samples.measured(id, 0, 0, 30));
        String pareto = "/v1/experiments/" + id + "/pareto";
        await().untilAsserted(() -> get(pareto).then().body("points.psnr", equalTo(List.of(30.2f))));

        // When: the same architecture is measured again, in a later round
        log.write(Samples.measured(id, 1, 0, 31));

        // Then
        await().untilAsserted(() -> get(pareto).then().body("points.psnr", equalTo(List.of(31.2f))));
    }

    @Test
    void architectureIsDescribedAndDrawnForAnExperimentsNetwork() {
        // Given
        String digits = Samples.SEQUENCE.replace(" ", "");
        Complexity complexity = SearchSettings.complexity(Samples.settings(), Samples.SEQUENCE);
        // When
        Response described = get("/v1/architectures/" + digits + "?experiment=" + ID);
        // Then
        described
                .then()
                .statusCode(200)
                .body("sequence", equalTo(Samples.SEQUENCE))
                .body("parameters", equalTo((int) complexity.parameters()))
                .body("multiplyAddsPerPixel", equalTo((int) complexity.multiplyAddsPerPixel()))
                .body("cells[0]", equalTo("cell 0: conv{0} sep{0} dil{0}"));
        get("/v1/architectures/" + digits + "?filters=64&blocks=4&scale=2")
                .then()
                .body("parameters", equalTo(1_693_251));
        get("/v1/architectures/" + digits + "/drawing.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(equalTo(CellDrawing.svg(Architecture.DECONASNET)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/experiments/series01/series?points=0         | 400 | points is '0', but must be a whole number from 1 to 2000
            /v1/experiments/series01/training?points=x       | 400 | points is 'x', but must be a whole number
            /v1/experiments/series01/pareto?others=-1        | 400 | others is '-1', but must be a whole number from 0
            /v1/experiments/series01/trials?sort=name        | 400 | sort is 'name', but must be one of place, reward, psnr
            /v1/experiments/series01/trials?state=GONE       | 400 | state is 'GONE', but must be one of SAMPLED, MEASURED
            /v1/experiments/series01/policies/probabilities?versions=1 | 400 | versions is '1', but must be a whole number from 2
            /v1/architectures/1011                           | 400 | The sequence has 4 bits, but an architecture of
            /v1/architectures/102?scale=2                    | 400 | The sequence holds '2' as its bit 3
            /v1/architectures/111?scale=5                    | 400 | scale is '5', but must be a whole number from 2 to 4
            /v1/architectures/111?filters=6                  | 400 | network.filters is 6, but must be a multiple of 4
            /v1/architectures/111?experiment=series01        | 400 | The sequence has 3 bits
            /v1/architectures/111?experiment=nope            | 404 | No experiment 'nope'
            /v1/experiments/nope/series                      | 404 | No experiment 'nope'
            /v1/experiments/nope/pareto                      | 404 | No experiment 'nope'
            /v1/experiments/nope/trainers                    | 404 | No experiment 'nope'
            /v1/experiments/nope/policies/probabilities      | 404 | No experiment 'nope'
            """)
    void whatCannotBeShownIsAProblem(String path, int status, String detail) {
        get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    @Test
    void pageLoadsNothingFromElsewhere() {
        get("/").then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer");
        get("/_static/echarts/6.0.0/dist/echarts.esm.min.js")
                .then()
                .statusCode(200)
                .contentType(containsString("text/javascript"))
                .header("Cache-Control", containsString("immutable"));
    }
}
