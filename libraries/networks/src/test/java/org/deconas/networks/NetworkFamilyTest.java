package org.deconas.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.Complexity;
import org.deconas.searchspace.NetworkShape;
import org.deconas.searchspace.SearchSpace;

/** What holds for every network of the family: random architectures, with and without searched fusion and channel attention. */
class NetworkFamilyTest {

    private static final int HEIGHT = 6;
    private static final int WIDTH = 9;

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void superNetworkComputesWhatTheStandAloneNetworkComputes(@ForAll("families") Family family) {
        // Given
        Batch low = Samples.batch(family.seed(), 2, HEIGHT, WIDTH);
        try (TrainableNetwork superNetwork = superNetworkWithWeights(family);
                TrainableNetwork standAlone = TrainableNetwork.of(family.architecture(), family.shape())) {
            standAlone.load(superNetwork.weights());

            // When
            Batch expected = standAlone.upscale(family.architecture(), low);
            Batch actual = superNetwork.upscale(family.architecture(), low);

            // Then
            assertThat(actual.height()).isEqualTo(HEIGHT * family.shape().scale());
            assertThat(actual.width()).isEqualTo(WIDTH * family.shape().scale());
            assertThat(Samples.maxDifference(actual.values(), expected.values()))
                    .isLessThanOrEqualTo(1e-5);
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void superNetworkHasTheGradientsOfTheStandAloneNetworkAndNoneElsewhere(@ForAll("families") Family family) {
        // Given
        int scale = family.shape().scale();
        Batch low = Samples.batch(family.seed(), 2, HEIGHT, WIDTH);
        Batch high = Samples.farTarget(family.seed(), 2, HEIGHT * scale, WIDTH * scale);
        try (TrainableNetwork superNetwork = superNetworkWithWeights(family);
                TrainableNetwork standAlone = TrainableNetwork.of(family.architecture(), family.shape())) {
            standAlone.load(superNetwork.weights());

            // When
            TrainableNetwork.Gradient expected = standAlone.gradient(family.architecture(), low, high);
            TrainableNetwork.Gradient actual = superNetwork.gradient(family.architecture(), low, high);

            // Then
            assertThat(actual.loss()).isCloseTo(expected.loss(), withinPercentage(1e-4));
            assertThat(actual.byName()).containsKeys(expected.byName().keySet().toArray(String[]::new));
            actual.byName().forEach((name, gradient) -> {
                float[] inStandAlone = expected.byName().get(name);
                if (inStandAlone == null) {
                    assertThat(gradient)
                            .as("gradient of the unselected %s", name)
                            .containsOnly(0f);
                } else {
                    assertThat(Samples.relativeError(gradient, inStandAlone))
                            .as(name)
                            .isLessThanOrEqualTo(1e-4);
                }
            });
        }
    }

    /**
     * Along a weight array's gradient, the loss must rise as steeply as the gradient is long. The seed is fixed: about one network in
     * a few hundred bends more within the step of the difference than the tolerance allows.
     */
    @Property(tries = 8, shrinking = ShrinkingMode.OFF, seed = "2104090482104")
    void gradientOfEveryWeightArrayAgreesWithFiniteDifferences(@ForAll("families") Family family) {
        // Given
        int scale = family.shape().scale();
        Batch low = Samples.batch(family.seed(), 2, HEIGHT, WIDTH);
        Batch high = Samples.bright(2, HEIGHT * scale, WIDTH * scale);
        try (TrainableNetwork network = TrainableNetwork.of(family.architecture(), family.shape())) {
            Samples.randomWeights(network, family.seed());

            // When
            TrainableNetwork.Gradient gradient = network.gradient(family.architecture(), low, high);

            // Then
            assertThat(Slope.length(gradient.byName().get("sfe1/kernel"))).isGreaterThan(1e-3);
            gradient.byName().forEach((name, analytic) -> {
                Slope slope = Slope.of(network, family.architecture(), low, high, name, analytic);
                double length = Slope.length(analytic);
                double tolerance = 0.05 * length + 5e-6;
                assertThat(length).as(name).isBetween(slope.least() - tolerance, slope.most() + tolerance);
            });
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void standAloneNetworkHoldsExactlyTheParametersThatAreCounted(@ForAll("families") Family family) {
        // Given
        long counted = Complexity.of(family.architecture(), family.shape()).parameters();

        // When
        try (TrainableNetwork network = TrainableNetwork.of(family.architecture(), family.shape());
                BuiltGraph graph = new BuiltGraph(family.architecture(), family.shape())) {

            // Then
            assertThat(network.parameters()).isEqualTo(counted);
            assertThat(graph.weightsThatReachTheOutput()).isEqualTo(counted);
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void builtGraphDoesExactlyTheMultiplyAddsThatAreCounted(@ForAll("families") Family family) {
        // Given
        int scale = family.shape().scale();
        Complexity counted = Complexity.of(family.architecture(), family.shape());
        try (BuiltGraph graph = new BuiltGraph(family.architecture(), family.shape())) {

            // When
            long done = graph.multiplyAdds(HEIGHT, WIDTH);

            // Then
            assertThat(done).isEqualTo(counted.multiplyAdds(WIDTH * scale, HEIGHT * scale, scale));
            assertThat(done).isEqualTo(counted.multiplyAddsPerPixel() * HEIGHT * WIDTH);
        }
    }

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void penaltyIsTheShareOfTheSuperNetworksSelectableWeightsThatIsSelected(@ForAll("families") Family family) {
        // Given
        boolean[] bits = family.architecture().bits();
        long selected = 0;
        long selectable = 0;
        for (WeightSpec spec :
                BuiltGraph.superNetworkWeights(family.architecture().space(), family.shape())) {
            boolean kernel = spec.shape().length == 4;
            if (kernel && spec.gate() != WeightSpec.ALWAYS && spec.gate() < bits.length) {
                selectable += spec.size();
                selected += bits[spec.gate()] ? spec.size() : 0;
            }
        }

        // When
        double penalty = Complexity.penalty(family.architecture(), family.shape());

        // Then
        assertThat(penalty).isEqualTo((double) selected / selectable);
    }

    @Example
    void publishedNetworkIsBuiltAsItIsCounted() {
        // Given
        Architecture architecture = Architecture.DECONASNET;

        // When
        try (BuiltGraph graph = new BuiltGraph(architecture, NetworkShape.PUBLISHED)) {

            // Then
            assertThat(graph.weightsThatReachTheOutput()).isEqualTo(1_693_251);
            assertThat(graph.multiplyAdds(HEIGHT, WIDTH)).isEqualTo(1_660_864L * HEIGHT * WIDTH);
        }
    }

    @Example
    void publishedPatternHoldsInTheSuperNetworkToo() {
        // Given
        Family published = new Family(Architecture.DECONASNET, new NetworkShape(8, 2, 2, true), 1);

        // When, Then
        superNetworkComputesWhatTheStandAloneNetworkComputes(published);
        superNetworkHasTheGradientsOfTheStandAloneNetworkAndNoneElsewhere(published);
    }

    @Example
    void networkOfAnotherNumberOfBlocksThanItsArchitectureFusesIsRefused() {
        // Given
        SearchSpace space = SearchSpace.withFusion(2, 3);
        NetworkShape shape = new NetworkShape(8, 2, 2, true);

        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainableNetwork.superNetwork(space, shape))
                .withMessage("The network has 2 blocks, but its architecture says which of 3 are fused");
    }

    private static TrainableNetwork superNetworkWithWeights(Family family) {
        TrainableNetwork network =
                TrainableNetwork.superNetwork(family.architecture().space(), family.shape());
        Samples.randomWeights(network, family.seed());
        return network;
    }

    @Provide
    static Arbitrary<Family> families() {
        return Family.any();
    }
}
