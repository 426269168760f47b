package org.deconas.networks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** One run of a session, from what is fed to what is fetched; what was fed is closed with it. */
final class SessionRun implements AutoCloseable {

    private final Session.Runner runner;
    private final List<Tensor> fed = new ArrayList<>();

    SessionRun(Session session) {
        runner = session.runner();
    }

    /** @param tensor is this run's from now on */
    SessionRun feed(Operand<?> placeholder, Tensor tensor) {
        fed.add(tensor);
        runner.feed(placeholder.asOutput(), tensor);
        return this;
    }

    SessionRun fetch(Output<?> output) {
        runner.fetch(output);
        return this;
    }

    /** Something to be done that gives nothing. */
    SessionRun target(Op operation) {
        runner.addTarget(operation);
        return this;
    }

    /** Runs once: the values of each array that is fetched, copied, in the order of the fetches. */
    List<float[]> floats() {
        List<float[]> all = new ArrayList<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < result.size(); i++) {
                TFloat32 tensor = (TFloat32) result.get(i);
                float[] values = new float[(int) tensor.size()];
                tensor.asRawTensor().data().asFloats().read(values);
                all.add(values);
            }
        }
        return all;
    }

    @Override
    public void close() {
        fed.forEach(Tensor::close);
    }
}
