package org.deconas.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deconas.artifacts.Artifact;
import org.deconas.artifacts.ArtifactNotFoundException;
import org.deconas.artifacts.ArtifactStore;
import org.deconas.artifacts.DirectoryArtifactStore;
import org.deconas.inference.ExportedModels;
import org.deconas.schema.ArtifactReference;
import org.deconas.schema.ModelDescriptor;
import org.deconas.schema.ModelTrained;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

    private static final Instant EARLIER = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = Instant.parse("2026-01-02T03:04:06Z");
    private static final ModelDirectory.Trial USABLE = (savedModel, event) -> {};

    @TempDir
    Path home;

    private Path files;
    private ArtifactStore store;
    private ModelDirectory directory;

    @BeforeEach
    void emptyDirectory() {
        files = home.resolve("models");
        store = new DirectoryArtifactStore(home.resolve("artifacts"));
        directory = new ModelDirectory(files);
    }

    @Test
    void findsWhatItInstalledAfterARestart() throws IOException {
        // Given
        PromotedModel a = directory.install(stored("a", "1"), EARLIER, store, USABLE);
        PromotedModel b = directory.install(stored("b", "2"), LATER, store, USABLE);

        // When
        List<PromotedModel> found = new ModelDirectory(files).scan();

        // Then
        assertThat(found).containsExactlyInAnyOrder(a, b);
        assertThat(found.stream().sorted(PromotedModel.NEWEST_FIRST)).containsExactly(b, a);
    }

    @Test
    void replacesAnOlderModelOfTheSameId() throws IOException {
        // Given
        directory.install(stored("a", "1"), EARLIER, store, USABLE);

        // When
        directory.install(stored("a", "2"), LATER, store, USABLE);

        // Then
        assertThat(files.resolve("a/saved_model.pb")).hasContent("2");
        assertThat(children()).containsExactly("a");
    }

    @Test
    void keepsTheOlderModelWhenTheNewOneCannotBeUsed() throws IOException {
        // Given
        directory.install(stored("a", "1"), EARLIER, store, USABLE);
        ModelTrained unusable = stored("a", "2");

        // When
        assertThatThrownBy(() -> directory.install(unusable, LATER, store, (savedModel, event) -> {
                    throw new IOException("unusable");
                }))
                // Then
                .hasMessage("unusable");
        assertThat(files.resolve("a/saved_model.pb")).hasContent("1");
        assertThat(children()).containsExactly("a");
    }

    @Test
    void leavesNothingOfAModelWhoseArchiveIsMissing() throws IOException {
        // Given
        ModelTrained missing = ExportedModels.describe("a", new ArtifactReference("ab".repeat(32), 1));

        // When
        assertThatThrownBy(() -> directory.install(missing, EARLIER, store, USABLE))
                // Then
                .isInstanceOf(ArtifactNotFoundException.class);
        assertThat(children()).isEmpty();
    }

    @Test
    void refusesAnIdThatLeadsOutOfTheDirectory() throws IOException {
        // Given
        ModelTrained outside = stored("../outside", "1");

        // When
        assertThatThrownBy(() -> directory.install(outside, EARLIER, store, USABLE))
                // Then
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'../outside' cannot be the name of a directory");
    }

    @Test
    void passesOverWhatIsDamagedAndRemovesWhatIsUnfinished() throws IOException {
        // Given
        PromotedModel good = directory.install(stored("good", "1"), EARLIER, store, USABLE);
        directory.install(stored("lost", "2"), EARLIER, store, USABLE);
        Files.delete(files.resolve("lost/saved_model.pb"));
        Files.createDirectories(files.resolve("stranger"));
        Files.createDirectories(files.resolve(".incoming-1/variables"));

        // When
        List<PromotedModel> found = directory.scan();

        // Then
        assertThat(found).containsExactly(good);
        assertThat(children()).containsExactly("good", "lost", "stranger");
    }

    @Test
    void findsWhatWasImportedMeanwhileAndLeavesAloneWhatIsUnfinished() throws IOException {
        // Given
        directory.install(stored("trained", "1"), EARLIER, store, USABLE);
        imported("espcn");
        imported("known");
        Files.createDirectories(files.resolve(".incoming-1"));

        // When
        List<PromotedModel> found = directory.imported(name -> !name.equals("known"));

        // Then
        assertThat(found).extracting(PromotedModel::id).containsExactly("espcn");
        assertThat(found.get(0).scale()).isEqualTo(3);
        assertThat(children()).contains(".incoming-1");
    }

    @Test
    void findsWhatWasImportedAfterARestart() throws IOException {
        // Given
        imported("espcn");

        // When
        List<PromotedModel> found = directory.scan();

        // Then
        assertThat(found).extracting(PromotedModel::id).containsExactly("espcn");
    }

    private void imported(String id) throws IOException {
        Path model = Files.createDirectories(files.resolve(id));
        Files.writeString(model.resolve("saved_model.pb"), "of others");
        ModelDescriptor descriptor = new ModelDescriptor(
                id,
                3,
                new ArtifactReference("cd".repeat(32), 1),
                new ModelDescriptor.Imported(id + ".pb", "luma", "1", 100, true));
        Files.write(model.resolve("model.json"), descriptor.encode());
    }

    private List<String> children() throws IOException {
        try (Stream<Path> list = Files.list(files)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private ModelTrained stored(String id, String content) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("saved_model.pb"));
            zip.write(content.getBytes());
        }
        Artifact artifact = store.put(archive.toByteArray());
        return ExportedModels.describe(id, new ArtifactReference(artifact.sha256(), artifact.size()));
    }
}
