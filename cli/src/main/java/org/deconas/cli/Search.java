package org.deconas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deconas.cli.client.ExperimentsClient;
import org.deconas.imaging.DataSplit;
import org.deconas.imaging.ImageFolder;
import org.deconas.imaging.SourceImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a search on the running mesh and follows it. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Searches for the best network on your images and trains it; needs the mesh ('deconas up').")
final class Search implements Callable<Integer> {

    private static final String IMAGES = "data.images";

    @Mixin
    private CommonOptions common;

    @Mixin
    private SearchOptions options;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of training images (without: images that this program draws).")
    private Path images;

    @Option(
            names = "--validation",
            paramLabel = "DIR",
            description = "Folder of validation images (without: a part of the training images is set aside).")
    private Path validation;

    @Mixin
    private FollowOptions following;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = settings();
        Path training = images == null ? DrawnImages.training(common.home()) : images;
        settings.put(IMAGES, absolute(training));
        List<SourceImage> trained = ImageFolder.scan(training).open();
        if (validation != null) {
            // A trainer refuses it too, but only once the search has begun
            DataSplit.requireDisjoint(trained, ImageFolder.scan(validation).open());
        }
        ExperimentsClient client = MeshClients.experiments(common.home());
        JsonNode experiment = client.create(options.name(), options.profile(), settings);
        return SearchFollower.begun(client, experiment, common, following);
    }

    String profile() {
        return options.profile();
    }

    /** The settings that differ from the profile's, by dotted key; with the folders that were given. */
    Map<String, String> settings() {
        Map<String, String> settings = options.settings();
        if (images != null) {
            settings.put(IMAGES, absolute(images));
        }
        if (validation != null) {
            settings.put("data.validation", absolute(validation));
        }
        return settings;
    }

    /** The folder as services see it, once every image in it has been read. */
    static String readable(Path folder) throws IOException {
        ImageFolder.scan(folder).open();
        return absolute(folder);
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }
}
