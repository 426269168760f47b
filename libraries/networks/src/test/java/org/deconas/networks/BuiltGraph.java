package org.deconas.networks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deconas.devices.Devices;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** The TensorFlow graph of one architecture's network, to be counted node by node: what it costs, by nothing but itself. */
final class BuiltGraph implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Operand<TFloat32> image;
    private final Operand<TFloat32> output;
    private final Map<String, Long> weights = new HashMap<>();
    private final Map<String, NodeDef> nodes = new HashMap<>();

    BuiltGraph(Architecture architecture, NetworkShape shape) {
        Ops tf = Ops.create(graph);
        GateTable table = new GateTable(architecture.space());
        image = tf.placeholder(TFloat32.class);
        output = new DeCoNasNetwork(tf, shape, table, new FixedGates(tf, table, architecture), spec -> {
                    Operand<TFloat32> zeros = tf.zeros(tf.constant(spec.shape()), TFloat32.class);
                    weights.put(zeros.op().name(), (long) spec.size());
                    return zeros;
                })
                .build(image);
        graph.toGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    }

    /** Number of weights on a path to the output. */
    long weightsThatReachTheOutput() {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(output.op().name()));
        while (!open.isEmpty()) {
            String node = open.remove();
            if (reached.add(node)) {
                nodes.get(node).getInputList().forEach(input -> open.add(producer(input)));
            }
        }
        return weights.entrySet().stream()
                .filter(weight -> reached.contains(weight.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * Multiply-adds of all convolutions over images, from the shapes that a run shows; those of one pixel, which is what channel
     * attention pools an image to, are left out.
     */
    long multiplyAdds(int height, int width) {
        List<NodeDef> convolutions = nodes.values().stream()
                .filter(node -> node.getOp().equals("Conv2D") || node.getOp().equals("DepthwiseConv2dNative"))
                .toList();
        try (Session session = new Session(graph, Devices.sessionConfig());
                TFloat32 low = TFloat32.tensorOf(Shape.of(1, height, width, Batch.CHANNELS))) {
            Session.Runner runner = session.runner().feed(image, low);
            for (NodeDef convolution : convolutions) {
                runner.fetch(convolution.getName());
                runner.fetch(producer(convolution.getInput(1)));
            }
            try (Result result = runner.run()) {
                long sum = 0;
                for (int i = 0; i < convolutions.size(); i++) {
                    sum += multiplyAdds(
                            convolutions.get(i).getOp(),
                            result.get(2 * i).shape(),
                            result.get(2 * i + 1).shape());
                }
                return sum;
            }
        }
    }

    /** Each output value of a convolution takes a kernel window over all input maps; of a depthwise one, over one. */
    private static long multiplyAdds(String operation, Shape output, Shape kernel) {
        if (output.get(1) == 1 && output.get(2) == 1) {
            return 0;
        }
        long window = kernel.get(0) * kernel.get(1);
        return output.size() * window * (operation.equals("Conv2D") ? kernel.get(2) : 1);
    }

    private static String producer(String input) {
        String name = input.startsWith("^") ? input.substring(1) : input;
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** The weight arrays of the super-network that holds a space. */
    static List<WeightSpec> superNetworkWeights(SearchSpace space, NetworkShape shape) {
        List<WeightSpec> specs = new ArrayList<>();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            GateTable table = new GateTable(space);
            new DeCoNasNetwork(tf, shape, table, new RuntimeGates(tf, table, space.cells()), spec -> {
                        specs.add(spec);
                        return tf.zeros(tf.constant(spec.shape()), TFloat32.class);
                    })
                    .build(tf.placeholder(TFloat32.class));
        }
        return specs;
    }

    @Override
    public void close() {
        graph.close();
    }
}
