package org.deconas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deconas.cli.mesh.JsonFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    private static final String SERVING = model("newest", true, "\"state\": \"SERVING\", \"reason\": null");
    private static final String OLD_ONE_SERVING =
            model("kept", false, "\"state\": \"SERVING\", \"reason\": \"The artifact store has no cd\"");
    private static final String PASSED_OVER =
            model("missing", false, "\"state\": \"PASSED_OVER\", \"reason\": \"The artifact store has no ab\"");
    private static final String ANNOUNCED = model("coming", false, "\"state\": \"ANNOUNCED\", \"reason\": null");
    private static final String OF_A_SERVICE_WITHOUT_STATES = model("earlier", true, "\"steps\": 1000");

    private static final String IMPORTED = """
            {"id": "espcn", "default": false, "scale": 3, "parameters": null, "validationPsnr": null, "bicubicPsnr": null,
             "sequence": null, "imported": {"file": "ESPCN_x3.pb"}, "state": "SERVING", "reason": null}""";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final List<String> models = new ArrayList<>();
    private StandInService standIn;

    @BeforeEach
    void startStandIn() throws IOException {
        standIn = StandInService.inference(folder);
        standIn.at(
                "/v1/models", exchange -> StandInService.answer(exchange, 200, "[" + String.join(",", models) + "]"));
    }

    @AfterEach
    void stopStandIn() {
        standIn.close();
    }

    @Test
    void modelsThatAllServeAreListedWithoutTheirState() {
        // Given
        models.addAll(List.of(SERVING, OF_A_SERVICE_WITHOUT_STATES));
        // When
        int exitCode = run("models");
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head)
                                .matches("ID +DEFAULT +SCALE +PARAMETERS +VALIDATION +BICUBIC +SEQUENCE"),
                        row -> assertThat(row).matches("newest +yes +x2 +1,234 +33.50 dB +32.75 dB +0 1 1"),
                        row -> assertThat(row).matches("earlier +yes +x2 +1,234 +33.50 dB +32.75 dB +0 1 1"));
    }

    @Test
    void modelsThatDoNotServeAreListedWithTheirStateAndTheReason() {
        // Given
        models.addAll(List.of(SERVING, ANNOUNCED, PASSED_OVER));
        // When
        int exitCode = run("models");
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head).endsWith("  STATE        SEQUENCE"),
                        row -> assertThat(row).endsWith("  serving      0 1 1"),
                        row -> assertThat(row).endsWith("  announced    0 1 1"),
                        row -> assertThat(row).endsWith("  passed over  0 1 1"),
                        why -> assertThat(why).isEqualTo("missing is not served: The artifact store has no ab"));
    }

    @Test
    void modelThatServesInPlaceOfANewerOneIsListedWithWhatBecameOfThat() {
        // Given
        models.add(OLD_ONE_SERVING);
        // When
        int exitCode = run("models");
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).doesNotContain("STATE").contains("a newer kept is not served: The artifact store");
    }

    @Test
    void modelThatWasImportedIsListedWithoutWhatOnlyATrainingKnows() {
        // Given
        models.addAll(List.of(SERVING, IMPORTED));
        // When
        int exitCode = run("models");
        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines()).last().asString().matches("espcn +x3 +- +- +- +imported from ESPCN_x3\\.pb");
    }

    @Test
    void listIsGivenAsJson() throws IOException {
        // Given
        models.addAll(List.of(SERVING, PASSED_OVER));
        // When
        int exitCode = run("models", "--json");
        // Then
        JsonNode answer = JsonFile.MAPPER.readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(answer.findValuesAsText("state")).containsExactly("SERVING", "PASSED_OVER");
    }

    private static String model(String id, boolean isDefault, String more) {
        return """
                {"id": "%s", "default": %s, "scale": 2, "parameters": 1234, "validationPsnr": 33.5, "bicubicPsnr": 32.75,
                 "sequence": "0 1 1", %s}""".formatted(id, isDefault, more);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(folder.toString());
        return Deconas.commandLine().setOut(new PrintWriter(out, true)).execute(all.toArray(String[]::new));
    }
}
