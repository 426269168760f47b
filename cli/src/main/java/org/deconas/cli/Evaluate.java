package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.SelfEnsemble;
import org.deconas.serving.ServedNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures bicubic enlargement or a model on a folder of images; needs no mesh. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures how well images are enlarged: PSNR and SSIM on the luma.")
final class Evaluate implements Callable<Integer> {

    private static final String BICUBIC = "bicubic";

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "MODEL", description = "'" + BICUBIC + "', or a model's id or directory.")
    private String model;

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder of high-resolution images.")
    private Path folder;

    @Option(
            names = "--scale",
            defaultValue = "2",
            description = "Enlargement for " + BICUBIC + " (default: ${DEFAULT-VALUE}); a model has its own.")
    private int scale;

    @Option(
            names = "--self-ensemble",
            description =
                    "Enlarge each image in its eight orientations and take the mean: better, and eight times the work.")
    private boolean selfEnsemble;

    @Override
    public Integer call() throws IOException {
        if (model.equals(BICUBIC)) {
            print(BICUBIC, scale, low -> Bicubic.upscale(low, scale));
            return 0;
        }
        LocalModel local = LocalModel.find(common.home(), model);
        try (ServedNetwork network = ServedNetwork.open(local.directory(), local.scale())) {
            print(model, local.scale(), network::upscale);
        }
        return 0;
    }

    private void print(String what, int by, SelfEnsemble.Enlargement enlargement) throws IOException {
        if (selfEnsemble) {
            Evaluation.of(what + " with self-ensemble", folder, by, low -> SelfEnsemble.upscale(low, enlargement))
                    .print(common);
        } else {
            Evaluation.of(what, folder, by, enlargement).print(common);
        }
    }
}
