package org.deconas.experiments.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenApiContractTest {

    private final OpenApiContract contract = new OpenApiContract("""
            {"paths": {"/v1/things/{id}": {"get": {"responses": {
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "default": {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}}}}},
             "components": {"schemas": {
                "Thing": {"type": "object", "properties": {"size": {"type": ["integer", "null"]}}},
                "Problem": {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}}}}""");

    @Test
    void answerThatTheDocumentHasIsRight() {
        assertThatCode(() -> check(200, "application/json", "{\"size\": null}")).doesNotThrowAnyException();
        assertThatCode(() -> check(404, "application/problem+json", "{\"detail\": \"no\"}"))
                .doesNotThrowAnyException();
    }

    @Test
    void answerThatItHasNotIsFound() {
        assertThatThrownBy(() -> check(200, "application/json", "{\"size\": \"x\"}"))
                .hasMessageContaining("size");
        assertThatThrownBy(() -> check(200, "application/json", "{\"weight\": 1}"))
                .hasMessageContaining("weight");
        assertThatThrownBy(() -> check(201, "application/json", "{}")).hasMessageContaining("status is not documented");
        assertThatThrownBy(() -> check(200, "text/plain", "x")).hasMessageContaining("text/plain is not documented");
        assertThatThrownBy(() -> check(500, "application/problem+json", "{}")).hasMessageContaining("detail");
    }

    private void check(int status, String contentType, String body) {
        contract.check("GET", "/v1/things/7", status, contentType, () -> body);
    }
}
