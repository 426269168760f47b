package org.deconas.containers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips every test of a run that wants containers where no engine answers. JUnit finds it by itself in such a run. */
public final class SkippedWithoutEngine implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!ContainerEngine.wanted() || ContainerEngine.answers()) {
            return ConditionEvaluationResult.enabled("The test has what it runs against");
        }
        return ConditionEvaluationResult.disabled(
                "-Pcontainers needs a Docker engine, and none answers; without it the tests run against an embedded stack");
    }
}
