package org.deconas.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelDescriptor;
import org.deconas.serving.ForeignImport;
import org.deconas.serving.ForeignWishes;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Networks of others on a service's disk, put there as the command line does it. */
final class ImportedNetworks {

    private ImportedNetworks() {}

    /** Repeats each pixel. */
    static void repeating(String id, String digest, Path models) throws IOException {
        put(id, digest, false, models);
    }

    /** Repeats each pixel over the mean of the whole image: nobody knows how far it sees. */
    static void seeingTheWhole(String id, String digest, Path models) throws IOException {
        put(id, digest, true, models);
    }

    private static void put(String id, String digest, boolean withMean, Path models) throws IOException {
        Path folder = Files.createTempDirectory("imported-network");
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> image =
                    tf.withName("pictures").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
            Operand<TFloat32> maps =
                    withMean ? tf.math.mul(image, tf.math.mean(image, tf.array(1, 2), Mean.keepDims(true))) : image;
            tf.nn.depthToSpace(tf.concat(Collections.nCopies(4, maps), tf.constant(3)), 2L);
            Files.write(folder.resolve("network.pb"), graph.toGraphDef().toByteArray());
        }
        Path incoming = Files.createDirectories(models).resolve(".incoming-" + id);
        ForeignImport.Imported imported =
                ForeignImport.write(folder.resolve("network.pb"), ForeignWishes.NONE, incoming);
        ModelDescriptor.Imported origin = new ModelDescriptor.Imported(
                "network.pb",
                "rgb",
                "1",
                imported.bytesPerPixel(),
                imported.radius().isPresent());
        ModelDescriptor model = new ModelDescriptor(id, imported.scale(), new ArtifactReference(digest, 1), origin);
        Files.write(incoming.resolve(ModelDescriptor.FILE), model.encode());
        Files.move(incoming, models.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    }
}
