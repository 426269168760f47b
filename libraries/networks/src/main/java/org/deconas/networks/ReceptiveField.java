package org.deconas.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.Operation;

/** How far a network looks, but for channel attention, which looks at the whole image. */
final class ReceptiveField {

    private ReceptiveField() {}

    /**
     * The distance, in low-resolution pixels along either axis, beyond which a pixel has no part in what becomes of another; an upper
     * bound.
     */
    static int radius(Architecture architecture, NetworkShape shape) {
        int shallow = 2; // two 3x3 convolutions
        List<Integer> features = new ArrayList<>(List.of(shallow));
        for (int block = 0; block < shape.blocks(); block++) {
            features.add(block(architecture, Collections.max(features)));
        }
        // Then one more, the first of the upsampling, and those on the enlarged image, which reach less far than one
        // pixel together
        return Collections.max(features) + 1 + 1 + 1;
    }

    private static int block(Architecture architecture, int input) {
        List<Integer> outputs = new ArrayList<>(List.of(input));
        for (int cell = 0; cell < architecture.space().cells(); cell++) {
            int radius = outputs.get(cell);
            for (Operation operation : architecture.operations(cell)) {
                for (int selected : architecture.inputs(cell, operation)) {
                    radius = Math.max(radius, outputs.get(selected) + radius(operation));
                }
            }
            outputs.add(radius);
        }
        return Collections.max(outputs);
    }

    private static int radius(Operation operation) {
        return switch (operation) {
            case CONVOLUTION, SEPARABLE -> 1;
            case DILATED -> Layers.DILATION;
        };
    }
}
