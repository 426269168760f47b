package org.deconas.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;

/** Networks of others that cannot be taken, and what is said of them. */
class ForeignRefusalsTest {

    @TempDir
    Path folder;

    @Test
    void networkThatIsRunAtOneSizeAloneIsRefused() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("fixed.pb"), (tf, layers) -> {
            var image = layers.image("x", 8, 8, 3);
            var maps = tf.reshape(layers.convolution(image, 3, 3, 12), tf.array(1, 8, 8, 12));
            tf.withName("y").nn.depthToSpace(maps, 2L);
        });

        // When, then
        assertRefused(file, ForeignWishes.NONE, "cannot be run on an image of 12x9 pixels", "any height and width");
    }

    @Test
    void textIsNoNetwork() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("notes.pb"), "node { name: \"x\" op: \"Placeholder\" }\n");

        // When, then
        assertRefused(file, ForeignWishes.NONE, file + " is no frozen TensorFlow graph");
    }

    @Test
    void inputAndOutputThatAreNotUniqueAreListed() throws IOException {
        // Given
        Path inputs = ForeignNetworks.frozen(folder.resolve("inputs.pb"), (tf, layers) -> {
            layers.image("low", -1, -1, 3);
            layers.image("noise", -1, -1, 3);
        });
        Path outputs = ForeignNetworks.frozen(folder.resolve("outputs.pb"), (tf, layers) -> {
            var image = layers.image("low", -1, -1, 3);
            tf.withName("features").nn.relu(image);
            tf.withName("picture").nn.depthToSpace(layers.convolution(image, 3, 3, 12), 2L);
        });

        // When, then
        assertRefused(inputs, ForeignWishes.NONE, "2 placeholders; choose one with --input: low, noise");
        assertRefused(outputs, ForeignWishes.NONE, "2 ends; choose one with --output: ", "features", "picture");
        assertThat(ForeignImport.write(
                                outputs, ForeignWishes.NONE.withEnds("low:0", "picture:0"), folder.resolve("chosen"))
                        .scale())
                .isEqualTo(2);
    }

    @Test
    void inputBesideTheImageIsRefused() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("noise.pb"), (tf, layers) -> {
            var image = layers.image("low", -1, -1, 3);
            var noise = layers.image("noise", -1, -1, 3);
            tf.withName("y").nn.depthToSpace(layers.convolution(tf.math.add(image, noise), 3, 3, 12), 2L);
        });

        // When, then
        assertRefused(file, ForeignWishes.NONE.withEnds("low", "y"), "'y' needs more than the image: noise");
    }

    @Test
    void otherScaleThanTheNetworkHasIsRefusedWithWhatItGives() throws IOException {
        // Given
        Path file = ForeignNetworks.espcn(folder.resolve("espcn.pb"), 3);

        // When, then
        assertRefused(
                file,
                ForeignNetworks.OF_BYTES.withScale(2),
                "The network gives [1, 24, 24, 1] for an image of 8x8 pixels; at scale 2 that must be [1, 16, 16, 1]");
    }

    @Test
    void networkThatDoesNotEnlargeIsRefused() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("same.pb"), (tf, layers) -> {
            tf.withName("y").nn.relu(layers.image("x", -1, -1, 3));
        });

        // When, then
        assertRefused(file, ForeignWishes.NONE, "gives [1, 8, 8, 3] for an image of 8x8", "a whole scale, 2 or more");
    }

    @Test
    void layoutAndChannelsThatAreNotTakenAreNamed() throws IOException {
        // Given
        Path nchw = ForeignNetworks.frozen(
                folder.resolve("nchw.pb"), (tf, layers) -> tf.withName("y").nn.relu(layers.image("x", 3, -1, -1)));
        Path five = ForeignNetworks.frozen(
                folder.resolve("five.pb"), (tf, layers) -> tf.withName("y").nn.relu(layers.image("x", -1, -1, 5)));
        Path channelsFirst = ForeignNetworks.frozen(
                folder.resolve("first.pb"), (tf, layers) -> tf.withName("y").nn.relu(layers.image("x", 3, 64, 64)));
        Path luma = ForeignNetworks.espcn(folder.resolve("luma.pb"), 2);

        // When, then
        assertRefused(nchw, ForeignWishes.NONE, "does not say how many channels it takes");
        assertRefused(five, ForeignWishes.NONE, "[-1, -1, -1, 5], 5 channels; 3 (RGB or BGR) or 1 (luma) are taken");
        assertRefused(channelsFirst, ForeignWishes.NONE, "[-1, 3, 64, 64], which is NCHW; only NHWC is taken");
        assertRefused(luma, ForeignWishes.NONE.withColours(ForeignColours.RGB), "takes 1 channel, but rgb has 3");
    }

    @Test
    void valuesThatAreNoNumbersAreRefused() throws IOException {
        // Given
        Path file = ForeignNetworks.frozen(folder.resolve("nan.pb"), (tf, layers) -> {
            var image = tf.math.log(tf.math.neg(layers.image("x", -1, -1, 3)));
            tf.withName("y").nn.depthToSpace(layers.convolution(image, 3, 3, 12), 2L);
        });

        // When, then
        assertRefused(file, ForeignWishes.NONE, "The network gives values that are no numbers");
    }

    @Test
    void operationThatTensorFlowDoesNotHaveIsNamed() throws IOException {
        // Given
        Path file = ForeignNetworks.espcn(folder.resolve("espcn.pb"), 2);
        GraphDef.Builder graph = GraphDef.parseFrom(Files.readAllBytes(file)).toBuilder();
        graph.getNodeBuilderList().stream()
                .filter(node -> node.getOp().equals("Relu"))
                .forEach(node -> node.setOp("SwishOfOthers"));
        Files.write(file, graph.build().toByteArray());

        // When, then
        assertRefused(file, ForeignWishes.NONE, "cannot be loaded: ", "SwishOfOthers");
    }

    @Test
    void signatureThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        // Given
        Path source = ForeignNetworks.savedModel(folder.resolve("source"));
        ForeignWishes wishes = new ForeignWishes(
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ForeignRange.UNIT,
                Optional.of("enlarge"));

        // When, then
        assertRefused(source, wishes, "has no signature 'enlarge'; there are serving_default");
    }

    private void assertRefused(Path file, ForeignWishes wishes, String... saying) {
        assertThatThrownBy(() -> ForeignImport.write(file, wishes, folder.resolve("refused")))
                .isInstanceOf(ForeignNetworkException.class)
                .hasMessageContainingAll(saying)
                .hasMessageNotContaining("\n");
    }
}
