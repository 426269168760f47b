package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.MeshException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enlarges one image through the HTTP API. */
@Command(
        name = "upscale",
        mixinStandardHelpOptions = true,
        description = "Enlarges an image with a trained model; needs the mesh ('deconas up').")
final class Upscale implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "IN", description = "A PNG, JPEG or BMP image.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The PNG image to write.")
    private Path out;

    @Option(names = "--model", paramLabel = "ID", description = "Which model (without: the newest).")
    private String model;

    @Override
    public Integer call() throws IOException {
        byte[] image;
        try {
            image = Files.readAllBytes(in);
        } catch (NoSuchFileException e) {
            throw new MeshException("there is no file " + in);
        }
        Files.write(out, MeshClients.inference(common.home()).upscale(image, model));
        common.progress().accept("wrote " + out);
        return 0;
    }
}
