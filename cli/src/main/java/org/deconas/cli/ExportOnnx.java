package org.deconas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.mesh.MeshException;
import org.deconas.onnx.OnnxExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a model for other runtimes; needs no mesh. */
@Command(
        name = "export-onnx",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a model as ONNX, for other runtimes.",
            "Input '" + OnnxExport.INPUT + "' and output '" + OnnxExport.OUTPUT
                    + "' are float32 [batch, 3, height, width], RGB in [0, 1], of any size."
        })
final class ExportOnnx implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model's id or directory.")
    private String model;

    @Parameters(index = "1", paramLabel = "FILE", description = "The ONNX file to write.")
    private Path file;

    /** What was written, as {@code --json} gives it. */
    record Written(String file, long bytes) {}

    @Override
    public Integer call() throws IOException {
        LocalModel local = LocalModel.find(common.home(), model);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new MeshException("there is no folder " + folder);
        }
        Map<String, String> metadata = new HashMap<>();
        metadata.put("model", local.id());
        metadata.put("scale", Integer.toString(local.scale()));
        local.sequence().ifPresent(sequence -> metadata.put("architecture", sequence));
        OnnxExport.write(local.directory(), metadata, file);
        if (common.json()) {
            common.print(new Written(file.toString(), Files.size(file)));
        } else {
            common.out().println(file + ": " + Files.size(file) + " bytes");
            common.out().flush();
        }
        return 0;
    }
}
