package org.deconas.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pod of the mesh owes the cluster that runs it. */
class HardeningTest {

    private static final List<String> MEMBERS = List.of("experiments", "inference", "policy", "sampler", "trainer");

    @ParameterizedTest
    @EnumSource
    void noContainerMayMoreThanItNeeds(Overlay overlay) {
        for (JsonNode workload : overlay.workloads()) {
            // When
            JsonNode pod = pod(workload);

            // Then
            assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(pod.path("securityContext")
                            .path("seccompProfile")
                            .path("type")
                            .asText())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(containers(workload)).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("capabilities").path("drop").get(0).asText())
                        .isEqualTo("ALL");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyContainerSaysWhatItNeedsAndWhatItMayTake(Overlay overlay) {
        assertThat(overlay.workloads())
                .allSatisfy(workload -> assertThat(containers(workload)).allSatisfy(container -> {
                    JsonNode resources = container.path("resources");
                    assertThat(resources.path("requests").hasNonNull("cpu")).isTrue();
                    assertThat(resources.path("requests").hasNonNull("memory")).isTrue();
                    assertThat(resources.path("limits").hasNonNull("memory")).isTrue();
                }));
    }

    @ParameterizedTest
    @EnumSource
    void membersAreAskedWhetherTheyStartedAreReadyAndLive(Overlay overlay) {
        // When
        List<JsonNode> members = members(overlay);

        // Then
        assertThat(members).extracting(Overlay::name).containsExactlyInAnyOrderElementsOf(MEMBERS);
        assertThat(members).allSatisfy(member -> {
            JsonNode service = pod(member).path("containers").get(0);
            assertThat(path(service, "startupProbe")).isEqualTo("/q/health/started");
            assertThat(path(service, "readinessProbe")).isEqualTo("/q/health/ready");
            assertThat(path(service, "livenessProbe")).isEqualTo("/q/health/live");
            assertThat(service.path("lifecycle")
                            .path("preStop")
                            .path("sleep")
                            .path("seconds")
                            .asInt())
                    .isBetween(
                            1, pod(member).path("terminationGracePeriodSeconds").asInt() - 20);
        });
    }

    private static String path(JsonNode container, String probe) {
        return container.path(probe).path("httpGet").path("path").asText();
    }

    @ParameterizedTest
    @EnumSource
    void everyMemberHasADisruptionBudgetThatLetsNodesBeEmptied(Overlay overlay) {
        for (JsonNode member : members(overlay)) {
            // When
            JsonNode budget =
                    overlay.one("PodDisruptionBudget", Overlay.name(member)).path("spec");

            // Then
            assertThat(budget.path("selector").path("matchLabels").path("app.kubernetes.io/name"))
                    .isEqualTo(member.path("spec")
                            .path("selector")
                            .path("matchLabels")
                            .path("app.kubernetes.io/name"));
            assertThat(budget.hasNonNull("maxUnavailable")
                            || budget.path("minAvailable").asInt()
                                    < member.path("spec").path("replicas").asInt())
                    .as(Overlay.name(member))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreReferredToAndNeverWrittenDown(Overlay overlay) {
        // Then
        assertThat(overlay.of("Secret")).isEmpty();
        assertThat(overlay.workloads().stream()
                        .flatMap(HardeningTest::containers)
                        .flatMap(container ->
                                StreamSupport.stream(container.path("env").spliterator(), false))
                        .filter(variable -> variable.path("name")
                                .asText()
                                .matches(".*(PASSWORD|SECRET|JAAS|ACCESS_KEY_ID|USERNAME|ROOT_USER).*")))
                .hasSizeGreaterThan(10)
                .allSatisfy(variable -> {
                    assertThat(variable.hasNonNull("value")).isFalse();
                    assertThat(variable.path("valueFrom").path("secretKeyRef").hasNonNull("name"))
                            .isTrue();
                });
    }

    @Test
    void trainersOfTheGpuOverlayGoWhereGpusAreAndTakeOneEach() {
        // When
        JsonNode pod = pod(Overlay.GPU.one("Deployment", "trainer"));

        // Then
        assertThat(pod.path("nodeSelector").path("nvidia.com/gpu.present").asText())
                .isEqualTo("true");
        assertThat(pod.path("tolerations").get(0).path("key").asText()).isEqualTo("nvidia.com/gpu");
        JsonNode service = pod.path("containers").get(0);
        assertThat(service.path("resources")
                        .path("limits")
                        .path("nvidia.com/gpu")
                        .asInt())
                .isOne();
        assertThat(service.path("image").asText()).endsWith("-cuda");
        assertThat(pod(Overlay.CPU.one("Deployment", "trainer")).toString()).doesNotContain("nvidia");
    }

    private static List<JsonNode> members(Overlay overlay) {
        return overlay.workloads().stream()
                .filter(workload -> workload.path("spec")
                        .path("template")
                        .path("metadata")
                        .path("labels")
                        .has("deconas.org/member"))
                .toList();
    }

    private static JsonNode pod(JsonNode workload) {
        return workload.path("spec").path("template").path("spec");
    }

    private static Stream<JsonNode> containers(JsonNode workload) {
        return Stream.of("initContainers", "containers")
                .flatMap(kind -> StreamSupport.stream(pod(workload).path(kind).spliterator(), false));
    }
}
