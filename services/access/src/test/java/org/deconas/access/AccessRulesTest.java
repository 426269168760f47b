package org.deconas.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deconas.keys.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

    private final AccessRules rules = new AccessRules(
            List.of("/", "/q/health", "/q/health/*", "/page/*"),
            List.of("/v1/upscale", "/v1/jobs"),
            List.of("/v1/jobs/*"));

    @ParameterizedTest
    @CsvSource({
        "GET, /, ",
        "HEAD, /q/health, ",
        "GET, /q/health/ready, ",
        "GET, /page/app.js, ",
        "POST, /page/app.js, OPERATOR",
        "GET, /page, VIEWER",
        "GET, /pages/x, VIEWER",
        "GET, /q/healthy, VIEWER",
        "GET, /v1/models, VIEWER",
        "OPTIONS, /v1/models, VIEWER",
        "POST, /v1/upscale, VIEWER",
        "DELETE, /v1/upscale, OPERATOR",
        "POST, /v1/upscale/x, OPERATOR",
        "POST, /v1/jobs, VIEWER",
        "DELETE, /v1/jobs/x, VIEWER",
        "DELETE, /v1/jobs, OPERATOR",
        "POST, /v1/jobs/x, OPERATOR",
        "PUT, /v1/jobs/x, OPERATOR",
        "POST, /v1/experiments, OPERATOR",
        "PUT, /v1/experiments, OPERATOR",
        "TRACE, /v1/experiments, OPERATOR",
        "get, /v1/experiments, OPERATOR",
    })
    void requestTakesARole(String method, String path, Role role) {
        assertThat(rules.needed(method, path).orElse(null)).isEqualTo(role);
    }
}
