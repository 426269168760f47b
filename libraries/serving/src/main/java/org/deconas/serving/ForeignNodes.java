package org.deconas.serving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The nodes of a graph by their names, and what leads where. */
final class ForeignNodes {

    static final String PLACEHOLDER = "Placeholder";

    private final Map<String, NodeDef> byName = new LinkedHashMap<>();
    private final Map<String, Set<String>> users = new LinkedHashMap<>();

    ForeignNodes(GraphDef graph) {
        for (NodeDef node : graph.getNodeList()) {
            byName.put(node.getName(), node);
            for (String input : node.getInputList()) {
                users.computeIfAbsent(producer(input), name -> new LinkedHashSet<>())
                        .add(node.getName());
            }
        }
    }

    /** Null when there is none. */
    NodeDef find(String name) {
        return byName.get(name);
    }

    Set<String> names() {
        return byName.keySet();
    }

    List<String> placeholders() {
        return byName.values().stream()
                .filter(node -> node.getOp().equals(PLACEHOLDER))
                .map(NodeDef::getName)
                .toList();
    }

    /** Nodes that a node leads to and that lead nowhere. */
    List<String> ends(String from) {
        return reach(from, name -> users.getOrDefault(name, Set.of())).stream()
                .filter(name -> !users.containsKey(name) && !name.equals(from))
                .filter(name -> !byName.get(name).getOp().equals("NoOp"))
                .toList();
    }

    /** The nodes that a node needs, and itself. */
    Set<String> needs(String node) {
        return reach(
                node,
                name -> byName.containsKey(name)
                        ? byName.get(name).getInputList().stream()
                                .map(ForeignNodes::producer)
                                .toList()
                        : List.<String>of());
    }

    private static Set<String> reach(String from, Function<String, ? extends Iterable<String>> neighbours) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (reached.add(name)) {
                neighbours.apply(name).forEach(open::push);
            }
        }
        return reached;
    }

    /** The node that gives a tensor or is waited for. */
    static String producer(String tensor) {
        String name = tensor.startsWith("^") ? tensor.substring(1) : tensor;
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
