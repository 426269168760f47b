package org.deconas.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "localhost", "::1", "[::1]"})
    void serviceIsOpenOnItsOwnMachine(String host) {
        assertThat(new Exposure(host, false, false).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "127.0.0.1.example.org", "localhost.example.org", "0", ""})
    void serviceThatOthersReachDoesNotStartWithoutAWordOnWhoMay(String host) {
        // When
        String refusal = new Exposure(host, false, false).refusal().orElseThrow();
        // Then
        assertThat(refusal)
                .contains(host, "deconas.access.keys-file", "quarkus.http.host=127.0.0.1", "deconas.access.open=true")
                .doesNotContain("\n");
    }

    @Test
    void serviceThatOthersReachStartsWithKeysOrWhenItIsSaidToBeOpen() {
        assertThat(new Exposure("0.0.0.0", true, false).refusal()).isEmpty();
        assertThat(new Exposure("0.0.0.0", false, true).refusal()).isEmpty();
    }

    @Test
    void keysThatNobodyWouldNeedAreAContradiction() {
        assertThat(new Exposure("127.0.0.1", true, true).refusal()).isPresent();
    }
}
