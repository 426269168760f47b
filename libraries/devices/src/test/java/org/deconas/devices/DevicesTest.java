package org.deconas.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.tensorflow.proto.ConfigProto;

class DevicesTest {

    static boolean isGpuThere() {
        return Files.exists(Path.of("/dev/nvidia0"));
    }

    @Test
    @DisabledIf(value = "isGpuThere", disabledReason = "This machine has a GPU")
    void withoutAGpuNetworksRunOnTheProcessorsAndThatIsSaid() {
        // When
        Devices devices = Devices.find();

        // Then
        System.out.println(devices.sentence());
        assertThat(devices.gpus()).isEmpty();
        assertThat(devices.used()).isEqualTo("CPU");
        assertThat(devices.sentence())
                .startsWith(Natives.areForGpus() ? "No GPU can be used, so networks run on the CPU" : "Built for CPUs")
                .doesNotContain("\n");
    }

    @Test
    @EnabledIf(value = "isGpuThere", disabledReason = "This machine has no GPU")
    void withAGpuAndItsNativesNetworksRunOnIt() {
        // When
        Devices devices = Devices.find();

        // Then
        System.out.println(devices.sentence());
        assertThat(devices.used()).isEqualTo(Natives.areForGpus() ? "GPU:0" : "CPU");
    }

    @Test
    void sessionsTakeOfAGpuWhatTheyNeedAndRunOneOperationAfterAnother() {
        // When
        ConfigProto config = Devices.sessionConfig();

        // Then
        assertThat(config.getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(config.getInterOpParallelismThreads()).isEqualTo(1);
    }
}
