package org.deconas.devices;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_OK;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * What TensorFlow finds to compute on. Networks run on the first GPU that it sees, so {@code CUDA_VISIBLE_DEVICES} chooses one; without any they
 * run on the processors.
 */
public final class Devices {

    private static final String GPU = "GPU";

    private static Devices found; // null until they are looked for

    private final List<Gpu> gpus;

    private Devices(List<Gpu> gpus) {
        this.gpus = List.copyOf(gpus);
    }

    /**
     * A GPU that can be used.
     *
     * @param name TensorFlow's, as {@code GPU:0}
     * @param memoryBytes what it may take of the GPU's memory
     */
    public record Gpu(String name, long memoryBytes) {}

    /**
     * Looks for them, once in a process.
     *
     * @throws IllegalStateException when TensorFlow fails at that, with its reason
     */
    public static synchronized Devices find() {
        if (found == null) {
            Natives.load();
            found = new Devices(list());
        }
        return found;
    }

    /** In TensorFlow's order; empty without a GPU, without its driver or CUDA's libraries, or without the natives for GPUs. */
    public List<Gpu> gpus() {
        return gpus;
    }

    /** What networks run on, as {@code GPU:0} or {@code CPU}. */
    public String used() {
        return gpus.isEmpty() ? "CPU" : gpus.get(0).name();
    }

    /** One line for a log. */
    public String sentence() {
        if (!gpus.isEmpty()) {
            return "Networks run on " + used() + ", one of " + gpus.size() + " that are seen";
        }
        String processors = "networks run on the CPU with " + processors() + " threads";
        return Natives.areForGpus()
                ? "No GPU can be used, so " + processors
                        + "; TensorFlow needs a GPU with its driver, and the libraries of CUDA 12 and cuDNN 9"
                : "Built for CPUs: " + processors;
    }

    /**
     * How sessions run: one thread pool over all processors, on which operations run one after another, each on all of them. Of a GPU's
     * memory they take what they need, when they need it.
     */
    public static ConfigProto sessionConfig() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(processors())
                .setInterOpParallelismThreads(1)
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .build();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static List<Gpu> list() {
        try (PointerScope scope = new PointerScope()) {
            TF_Status status = TF_Status.newStatus();
            TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
            byte[] config = sessionConfig().toByteArray();
            TF_SetConfig(options, new BytePointer(config), config.length, status);
            requireOk(status);
            // The first session of a process says how many threads there are, so it is like all others
            TF_Session session = TF_NewSession(TF_Graph.newGraph(), options, status);
            requireOk(status);
            TF_DeviceList devices = TF_SessionListDevices(session, status);
            requireOk(status);
            List<Gpu> gpus = new ArrayList<>();
            for (int i = 0; i < TF_DeviceListCount(devices); i++) {
                if (GPU.equals(TF_DeviceListType(devices, i, status).getString())) {
                    String name = TF_DeviceListName(devices, i, status).getString();
                    gpus.add(new Gpu(
                            name.substring(name.lastIndexOf("device:") + "device:".length()),
                            TF_DeviceListMemoryBytes(devices, i, status)));
                }
            }
            return gpus;
        }
    }

    private static void requireOk(TF_Status status) {
        if (TF_GetCode(status) != TF_OK) {
            throw new IllegalStateException("TensorFlow cannot say what it computes on: "
                    + TF_Message(status).getString());
        }
    }
}
