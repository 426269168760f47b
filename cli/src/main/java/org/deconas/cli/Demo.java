package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.cli.client.InferenceClient;
import org.deconas.cli.mesh.ForegroundMesh;
import org.deconas.cli.mesh.InstalledLauncher;
import org.deconas.cli.mesh.MeshMember;
import org.deconas.imaging.Bicubic;
import org.deconas.imaging.ImageFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole chain in one command: mesh, search, winner, served and compared. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts the mesh, searches, trains the winner, serves it, and compares it with bicubic.")
final class Demo implements Callable<Integer> {

    private static final Duration PROMOTION_LIMIT = Duration.ofSeconds(60);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    @Mixin
    private CommonOptions common;

    @Mixin
    private MeshOptions meshOptions;

    @Mixin
    private SearchOptions searchOptions;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of training images (without: images that this program draws).")
    private Path images;

    @Option(
            names = "--test",
            paramLabel = "DIR",
            description = "Folder of images to compare on (without: images that this program draws).")
    private Path test;

    @Option(names = "--exit", description = "Stop everything at the end and return.")
    private boolean exit;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = searchOptions.settings();
        settings.put("data.images", Search.readable(images == null ? DrawnImages.training(common.home()) : images));
        Path unseen = test == null ? DrawnImages.test(common.home()) : test;
        Search.readable(unseen);
        try (ForegroundMesh mesh = ForegroundMesh.open(
                common.home(),
                InstalledLauncher.ofThisInstallation(),
                meshOptions.settings(common.home()),
                meshOptions.limit(),
                common.progress())) {
            ExperimentsClient experiments = MeshClients.experiments(mesh.settings());
            JsonNode experiment = experiments.create(searchOptions.name(), searchOptions.profile(), settings);
            String id = experiment.path("id").asText();
            String address = mesh.settings().urlOf(MeshMember.EXPERIMENTS) + "/v1/experiments/" + id;
            common.progress().accept("experiment " + id + "; its events: curl -N " + address + "/events");
            SearchOutcome outcome = SearchFollower.follow(experiments, id, common);
            if (outcome.modelId().isEmpty()) {
                return outcome.exitCode(common);
            }
            compare(MeshClients.inference(mesh.settings()), outcome.modelId().get(), unseen);
            sayWhereToLook(mesh, outcome.modelId().get(), address, unseen);
            if (!exit) {
                common.progress().accept("the mesh runs until Ctrl-C");
                waitForInterrupt();
            }
        }
        return 0;
    }

    private void compare(InferenceClient inference, String modelId, Path unseen) throws IOException {
        JsonNode model = inference.awaitModel(modelId, PROMOTION_LIMIT);
        int scale = model.path("scale").asInt();
        Evaluation bicubic = Evaluation.of("bicubic", unseen, scale, low -> Bicubic.upscale(low, scale));
        Evaluation winner = Evaluation.of(
                modelId,
                unseen,
                scale,
                low -> ImageFiles.read(inference.upscale(ImageFiles.toPng(low), modelId), "the service's answer"));
        if (common.json()) {
            common.print(Map.of("model", model, "bicubic", bicubic.mean(), "winner", winner.mean()));
            return;
        }
        common.out().printf("%n%-28s %20s %20s%n", "unseen image (PSNR / SSIM)", "bicubic", "winner");
        for (int i = 0; i < bicubic.scores().size(); i++) {
            row(bicubic.scores().get(i), winner.scores().get(i));
        }
        row(bicubic.mean(), winner.mean());
        common.out()
                .printf(
                        Locale.ROOT,
                        "%-28s %20s %20s%n%-28s %20s %20s%n%-28s %20s %20s%n%n",
                        "parameters",
                        "-",
                        String.format(
                                Locale.ROOT, "%,d", model.path("parameters").asLong()),
                        "multiply-adds to " + WIDTH + "x" + HEIGHT,
                        "-",
                        String.format(Locale.ROOT, "%.1f G", multiplyAdds(model, scale) / 1e9),
                        "time an image (winner: HTTP)",
                        String.format(Locale.ROOT, "%.0f ms", bicubic.mean().milliseconds()),
                        String.format(Locale.ROOT, "%.0f ms", winner.mean().milliseconds()));
        common.out().flush();
    }

    private static double multiplyAdds(JsonNode model, int scale) {
        return model.path("multiplyAddsPerPixel").asDouble() * WIDTH * HEIGHT / (scale * scale);
    }

    private void row(Evaluation.ImageScore bicubic, Evaluation.ImageScore winner) {
        common.out()
                .printf(
                        Locale.ROOT,
                        "%-28s %20s %20s%n",
                        bicubic.name(),
                        String.format(Locale.ROOT, "%.2f dB / %.4f", bicubic.psnr(), bicubic.ssim()),
                        String.format(Locale.ROOT, "%.2f dB / %.4f", winner.psnr(), winner.ssim()));
    }

    private void sayWhereToLook(ForegroundMesh mesh, String modelId, String experiment, Path unseen)
            throws IOException {
        List<Path> files;
        try (var listing = Files.list(unseen)) {
            files = listing.sorted().toList();
        }
        String image = files.get(0).toString();
        List.of(
                        "next:",
                        "  deconas evaluate " + modelId + " DIR        measure the winner on images of yours",
                        exit
                                ? "  deconas up                        start the mesh again; it goes on with what is in "
                                        + common.home().directory()
                                : "  curl --data-binary @" + image + " "
                                        + mesh.settings().urlOf(MeshMember.INFERENCE) + "/v1/upscale -o enlarged.png",
                        "  " + experiment + "   the experiment" + (exit ? ", when the mesh is up" : ""))
                .forEach(common.progress());
    }

    private static void waitForInterrupt() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
