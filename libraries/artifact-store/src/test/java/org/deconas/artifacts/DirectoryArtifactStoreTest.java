package org.deconas.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest {

    private static final byte[] BYTES = "abc".getBytes(StandardCharsets.US_ASCII);

    /** FIPS 180-2, appendix B.1. */
    private static final String DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    @Test
    void blobIsFoundUnderTheDigestOfItsBytes() throws IOException {
        // Given
        ArtifactStore store = new DirectoryArtifactStore(directory);

        // When
        Artifact artifact = store.put(BYTES);

        // Then
        assertThat(artifact).isEqualTo(new Artifact(DIGEST, 3));
        assertThat(store.read(DIGEST)).isEqualTo(BYTES);
    }

    @Test
    void sameBytesAreStoredOnce() throws IOException {
        // Given
        ArtifactStore store = new DirectoryArtifactStore(directory);
        store.put(BYTES);

        // When
        store.put(BYTES);

        // Then
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void blobThatWasChangedOnDiskIsRefused() throws IOException {
        // Given
        ArtifactStore store = new DirectoryArtifactStore(directory);
        store.put(BYTES);

        // When
        Files.write(directory.resolve("ba").resolve(DIGEST), new byte[] {'a', 'b', 'd'});

        // Then
        assertThatThrownBy(() -> store.read(DIGEST))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining(DIGEST);
    }

    @Test
    void blobThatCannotBeWrittenWholeLeavesNothing() throws IOException {
        // Given
        ArtifactStore store = new DirectoryArtifactStore(directory);

        // When
        assertThatThrownBy(() -> store.put(out -> {
                    out.write(BYTES);
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");

        // Then
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void unknownDigestIsSaidSo() {
        ArtifactStore store = new DirectoryArtifactStore(directory);
        assertThatThrownBy(() -> store.read(DIGEST))
                .isInstanceOf(ArtifactNotFoundException.class)
                .hasMessageContaining(DIGEST);
        assertThatThrownBy(() -> store.read("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void directoryPackedAndUnpackedIsTheSame(@TempDir Path target) throws IOException {
        // Given
        ArtifactStore store = new DirectoryArtifactStore(directory.resolve("store"));
        Path source = Files.createDirectories(directory.resolve("source/variables"));
        Files.write(source.resolve("a"), BYTES);
        Files.write(source.getParent().resolve("b"), new byte[0]);

        // When
        Artifact archive = store.put(out -> DirectoryArchive.pack(directory.resolve("source"), out));
        Artifact again = store.put(out -> DirectoryArchive.pack(directory.resolve("source"), out));
        DirectoryArchive.unpack(store.open(archive.sha256()), target);

        // Then
        assertThat(again).isEqualTo(archive);
        assertThat(target.resolve("variables/a")).hasBinaryContent(BYTES);
        assertThat(target.resolve("b")).isEmptyFile();
    }

    @Test
    void archiveThatPointsOutsideIsRefused(@TempDir Path target) throws IOException {
        // Given
        Path archive = directory.resolve("evil.zip");
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("../evil"));
            zip.closeEntry();
        }

        // Then
        assertThatThrownBy(() -> DirectoryArchive.unpack(Files.newInputStream(archive), target.resolve("inside")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../evil");
        assertThat(target.resolve("evil")).doesNotExist();
    }
}
