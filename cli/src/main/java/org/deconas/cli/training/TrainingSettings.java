package org.deconas.cli.training;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.deconas.cli.mesh.JsonFile;
import org.deconas.networks.Precision;
import org.deconas.schema.ExperimentSettings;
import org.deconas.schema.NetworkPrecision;
import org.deconas.schema.Seeds;
import org.deconas.searchspace.Architecture;
import org.deconas.searchspace.NetworkShape;
import org.deconas.training.DataSet;
import org.deconas.training.NetworkTraining;

/**
 * Everything that the result of a training depends on.
 *
 * @param sequence the architecture
 * @param images folders of training images
 * @param validation folder of validation images; null to set a part of the training images aside
 */
public record TrainingSettings(
        String sequence,
        int filters,
        int blocks,
        int scale,
        boolean channelAttention,
        List<String> images,
        String validation,
        double validationFraction,
        int steps,
        int batch,
        int patchSize,
        double learningRate,
        double averageDecay,
        long seed) {

    private static final int VALIDATION_PATCHES = 32;
    private static final int VALIDATION_PATCH_SIZE = 48;

    public TrainingSettings {
        requireAtLeastOne("--steps", steps);
        requireAtLeastOne("--batch", batch);
        requireAtLeastOne("--patch-size", patchSize);
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("--learning-rate is " + learningRate + ", but must be above 0");
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException(
                    "--average-decay is " + averageDecay + ", but must be 0, or above 0 and below 1");
        }
    }

    private static void requireAtLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " is " + value + ", but must be at least 1");
        }
    }

    Architecture architecture() {
        return Architecture.parse(sequence, blocks);
    }

    NetworkShape shape() {
        return new NetworkShape(filters, blocks, scale, channelAttention);
    }

    ExperimentSettings.Network network() {
        return new ExperimentSettings.Network(
                filters,
                blocks,
                architecture().space().cells(),
                scale,
                channelAttention,
                architecture().space().searchesFusion(),
                NetworkPrecision.FLOAT32);
    }

    NetworkTraining.Plan plan() {
        return new NetworkTraining.Plan(steps, batch, patchSize, learningRate, averageDecay, Precision.FLOAT32);
    }

    DataSet.Source source() {
        return new DataSet.Source(
                images.stream().map(Path::of).toList(),
                validation == null ? null : Path.of(validation),
                validationFraction,
                VALIDATION_PATCHES,
                VALIDATION_PATCH_SIZE,
                scale,
                Seeds.derive(seed, "validation-split"),
                Seeds.derive(seed, "validation-patches"));
    }

    /** A name that the same settings always get. */
    String name() {
        try {
            byte[] json = JsonFile.MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return "net-" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException | com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
