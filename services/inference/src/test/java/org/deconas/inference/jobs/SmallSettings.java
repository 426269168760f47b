package org.deconas.inference.jobs;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.deconas.inference.InferenceSettings;

/** One job at a time, two that wait, 3 MiB. */
record SmallSettings() implements InferenceSettings.Jobs {
    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    @Override
    public int concurrent() {
        return 1;
    }

    @Override
    public int mostWaiting() {
        return 2;
    }

    @Override
    public MemorySize mostBytes() {
        return new MemorySize(BigInteger.valueOf(3 << 20));
    }

    @Override
    public Duration expiry() {
        return JobSamples.EXPIRY;
    }
}
