package org.deconas.experiments.projection;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.deconas.experiments.Patience.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.deconas.experiments.Database;
import org.deconas.experiments.KafkaLog;
import org.deconas.experiments.MeshResource;
import org.deconas.experiments.Samples;
import org.deconas.schema.Event;
import org.deconas.schema.EventCodec;
import org.deconas.schema.PhaseStarted.Phase;
import org.deconas.schema.RewardMeasured;
import org.deconas.schema.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class DeadLettersIT {

    private static final String REWARDS = Topic.REWARDS.topicName();

    @Inject
    KafkaClientService kafka;

    private final KafkaLog log = new KafkaLog();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            number out of range | "penalty":4                | UNREADABLE   | penalty is 4.0, but must be from 0.0 to 1.0
            no number           | "penalty":NaN              | UNREADABLE   | Non-standard token 'NaN'
            no number as text   | "penalty":"NaN"            | UNREADABLE   | penalty is NaN
            infinite            | "reward":1e999             | UNREADABLE   | reward is Infinity, but must be a finite number
            infinite as text    | "psnr":"-Infinity"         | UNREADABLE   | psnr is -Infinity, but must be a finite number
            missing             | "penalty":null             | UNREADABLE   | null
            """)
    void recordThatIsNoSuchEventIsLaidAside(String name, String field, DeadLetterKindName kind, String reason) {
        // Given
        String id = "unreadable " + name;
        RewardMeasured reward = Samples.measured(id, 0, 0, 30);
        String column = field.substring(0, field.indexOf(':') + 1);
        byte[] broken = bytes(
                new String(EventCodec.encode(reward), StandardCharsets.UTF_8).replaceFirst(column + "[^,}]*", field));
        // When
        log.write(REWARDS, id, EventCodec.type(reward), broken);
        // Then
        ConsumerRecord<String, byte[]> copy = awaitDeadLetter(Topic.REWARDS, id);
        assertThat(copy.value()).isEqualTo(broken);
        assertThat(KafkaLog.header(copy, "ce_type")).contains(EventCodec.type(reward));
        assertThat(KafkaLog.header(copy, "ce_time")).isPresent();
        assertThat(KafkaLog.header(copy, "dead-letter-topic")).contains(REWARDS);
        assertThat(KafkaLog.header(copy, "dead-letter-reason"))
                .hasValueSatisfying(said -> assertThat(said).contains(reason));
        letter(id)
                .then()
                .body("items[0].kind", equalTo(kind.name()))
                .body("items[0].body", equalTo(new String(broken, StandardCharsets.UTF_8)))
                .body("items[0].key", equalTo(id));
    }

    @Test
    void recordsThatComeTogetherAreWrittenTogether() {
        // Given
        kafka.getConsumer("rewards").pause().await().indefinitely();
        IntStream.range(0, 30).forEach(index -> log.write(Samples.measured("together", 0, index, 30)));

        // When
        kafka.getConsumer("rewards").resume().await().indefinitely();

        // Then
        await().untilAsserted(() -> assertThat(logged("together")).isEqualTo(30));
        assertThat(Database.rows("select count(distinct xmin::text) from event_log where experiment_id = 'together'"))
                .allSatisfy(transactions ->
                        assertThat(Integer.parseInt(transactions)).isLessThan(15));
    }

    @Test
    void recordThatIsRefusedIsLaidAsideAloneThoughItCameWithOthers() {
        // Given: one that the database refuses, and one that cannot be read
        String id = "mixed";
        log.write(Samples.requested(id));
        kafka.getConsumer("progress").pause().await().indefinitely();
        Event impossible = Samples.phase("mixed\0", Phase.TRAIN, 0);
        String topic = impossible.topic().topicName();
        for (int round = 0; round < 20; round++) {
            log.write(Samples.phase(id, Phase.TRAIN, round));
            if (round == 9) {
                log.write(topic, "refused", EventCodec.type(impossible), EventCodec.encode(impossible));
                log.write(topic, "unreadable", EventCodec.type(impossible), bytes("no JSON"));
            }
        }

        // When
        kafka.getConsumer("progress").resume().await().indefinitely();

        // Then
        await().untilAsserted(() -> assertThat(logged(id)).isEqualTo(21));
        awaitDeadLetter(Topic.PROGRESS, "refused");
        awaitDeadLetter(Topic.PROGRESS, "unreadable");
        letter("refused").then().body("items[0].kind", equalTo("REFUSED"));
        letter("unreadable").then().body("items[0].kind", equalTo("UNREADABLE"));
    }

    private static int logged(String id) {
        return Integer.parseInt(Database.rows("select count(*) from event_log where experiment_id = '" + id + "'")
                .get(0));
    }

    /** As {@code DeadLetterKind}; a name of its own, so that a renamed kind is noticed as a change of the interface. */
    enum DeadLetterKindName {
        UNREADABLE,
        UNKNOWN_TYPE,
        REFUSED
    }

    @Test
    void recordOfAnUnknownTypeIsLaidAsideWithItsBytes() {
        // When
        log.write(REWARDS, "foreign", "org.deconas.RewardMeasured.v9", new byte[] {(byte) 0xFF, 0});
        // Then
        ConsumerRecord<String, byte[]> copy = awaitDeadLetter(Topic.REWARDS, "foreign");
        assertThat(copy.value()).containsExactly(0xFF, 0);
        letter("foreign")
                .then()
                .body("items[0].kind", equalTo("UNKNOWN_TYPE"))
                .body("items[0].body", equalTo("/wA="))
                .body("items[0].base64", equalTo(true))
                .body("items[0].headers.name", hasItems("ce_type", "ce_time"));
    }

    @Test
    void recordWithoutABodyIsLaidAside() {
        // When
        log.write(REWARDS, "none", EventCodec.type(RewardMeasured.class), null);
        log.write(REWARDS, "empty", EventCodec.type(RewardMeasured.class), new byte[0]);
        // Then
        assertThat(awaitDeadLetter(Topic.REWARDS, "none").value()).isNull();
        assertThat(awaitDeadLetter(Topic.REWARDS, "empty").value()).isEmpty();
        letter("none").then().body("items[0].kind", equalTo("UNREADABLE")).body("items[0].body", nullValue());
        letter("empty").then().body("items[0].body", equalTo(""));
    }

    @Test
    void recordWhoseValuesTheDatabaseRefusesIsLaidAside() {
        // Given
        Event impossible = Samples.phase("nul\0id", Phase.TRAIN, 0);
        Event tooLong = Samples.phase(randomText(20_000), Phase.TRAIN, 0);
        // When
        log.write(impossible.topic().topicName(), "nul", EventCodec.type(impossible), EventCodec.encode(impossible));
        log.write(tooLong.topic().topicName(), "long", EventCodec.type(tooLong), EventCodec.encode(tooLong));
        // Then
        awaitDeadLetter(Topic.PROGRESS, "nul");
        awaitDeadLetter(Topic.PROGRESS, "long");
        letter("nul").then().body("items[0].kind", equalTo("REFUSED"));
        letter("long").then().body("items[0].kind", equalTo("REFUSED"));
    }

    @Test
    void deadLettersAreCountedByTopicAndKind() {
        // Given
        String series = "deconas_dead_letters_total{kind=\"UNREADABLE\",topic=\"deconas.models\"}";
        get("/q/metrics").then().body(containsString(series + " 0.0"));
        // When
        log.write(Topic.MODELS.topicName(), "counted", "org.deconas.ModelTrained.v1", bytes("{"));
        // Then
        awaitDeadLetter(Topic.MODELS, "counted");
        get("/q/metrics").then().body(containsString(series + " 1.0"));
    }

    @Test
    void listIsNarrowedByTopicAndKindAndPaged() {
        // Given
        log.write(Topic.POLICIES.topicName(), "one", "org.elsewhere.Thing.v1", bytes("1"));
        log.write(Topic.POLICIES.topicName(), "one", "org.elsewhere.Thing.v1", bytes("2"));
        log.write(Topic.POLICIES.topicName(), "one", "org.deconas.PolicyUpdated.v1", bytes("3"));
        String path = "/v1/dead-letters?topic=deconas.policies";
        await().untilAsserted(() -> get(path).then().body("total", equalTo(3)));
        // When
        Response narrowed = get(path + "&kind=UNKNOWN_TYPE&limit=1&offset=1");
        // Then
        narrowed.then()
                .statusCode(200)
                .body("total", equalTo(2))
                .body("items.body", equalTo(List.of("1")))
                .body("items.topic", everyItem(equalTo("deconas.policies")));
        get("/v1/dead-letters/" + narrowed.path("items[0].id"))
                .then()
                .statusCode(200)
                .body("body", equalTo("1"))
                .body("recordedAt", notNullValue());
    }

    @Test
    void redrivenRecordIsWrittenToItsTopicAsItWas() {
        // Given
        log.write(REWARDS, "driven", "org.deconas.RewardMeasured.v7", bytes("{}"));
        awaitDeadLetter(Topic.REWARDS, "driven");
        int id = letter("driven").path("items[0].id");
        // When
        Response redriven = given().post("/v1/dead-letters/" + id + "/redrive");
        // Then
        redriven.then().statusCode(200).body("redrivenAt", notNullValue());
        List<ConsumerRecord<String, byte[]>> records = log.read(REWARDS).stream()
                .filter(record -> "driven".equals(record.key()))
                .toList();
        assertThat(records).hasSize(2);
        assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
        assertThat(records.get(1).headers()).isEqualTo(records.get(0).headers());
        given().post("/v1/dead-letters/" + id + "/redrive")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("?again=true"));
        given().post("/v1/dead-letters/" + id + "/redrive?again=true").then().statusCode(200);
    }

    @Test
    void wrongQuestionsAreProblems() {
        for (Response response : List.of(
                get("/v1/dead-letters/4711471"),
                get("/v1/dead-letters/x"),
                given().post("/v1/dead-letters/4711471/redrive"))) {
            response.then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", containsString("GET /v1/dead-letters lists them"));
        }
        get("/v1/dead-letters?kind=BAD")
                .then()
                .statusCode(400)
                .body(
                        "detail",
                        containsString("must be one of [UNREADABLE, UNKNOWN_TYPE, REFUSED, UNKNOWN_EXPERIMENT]"));
    }

    /** Its copy in Kafka, which comes after its row. */
    private ConsumerRecord<String, byte[]> awaitDeadLetter(Topic topic, String key) {
        await().until(() -> log.read(topic.deadLetterName()).stream().anyMatch(record -> key.equals(record.key())));
        List<ConsumerRecord<String, byte[]>> copies = log.read(topic.deadLetterName()).stream()
                .filter(record -> key.equals(record.key()))
                .toList();
        assertThat(copies).hasSize(1);
        return copies.get(0);
    }

    private static Response letter(String key) {
        String id = Database.rows("select id from dead_letter where record_key = convert_to('" + key + "', 'UTF8')")
                .get(0);
        Response list = get("/v1/dead-letters?limit=1000");
        int index = list.<List<Integer>>path("items.id").indexOf(Integer.valueOf(id));
        return get("/v1/dead-letters?limit=1&offset=" + index);
    }

    private static String randomText(int length) {
        return new java.util.Random(1)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, (text, letter) -> text.append((char) letter), StringBuilder::append)
                .toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
