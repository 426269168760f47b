package org.deconas.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageSetTest {

    private static final int LENGTH = 300_000;
    private static final byte[] FIRST = noise(1);
    private static final byte[] SECOND = noise(2);

    @TempDir
    Path home;

    private final List<String> lines = new ArrayList<>();
    private byte[] zip;
    private FileServer server;
    private Path directory;

    @BeforeEach
    void serve() throws IOException {
        zip = zip("Set/0001.png", FIRST, "Set/0002.png", SECOND);
        server = new FileServer(zip);
        directory = home.resolve("images");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void setIsFetchedCheckedAndUnpackedAndNothingElseIsLeft() throws IOException {
        // Given
        ImageSet set = set(zip);
        // When
        set.complete(lines::add);
        // Then
        assertThatImagesAreThere();
        assertThat(server.requests).containsExactly("whole");
        assertThat(lines).anyMatch(line -> line.matches("Set.zip: 1 of 1 MB \\(100 %\\), [0-9.]+ MB/s"));
        assertThat(lines).last().isEqualTo(set.folder() + " is complete, with its 2 images");
    }

    @Test
    void setThatIsThereIsNotFetchedAgain() throws IOException {
        // Given
        set(zip).complete(lines::add);
        server.requests.clear();
        // When
        set(zip).complete(lines::add);
        // Then
        assertThat(server.requests).isEmpty();
        assertThat(lines).last().isEqualTo(directory.resolve("Set") + " is there, with its 2 images");
    }

    @Test
    void folderWithoutAllImagesIsRefused() throws IOException {
        // Given
        Files.createDirectories(directory.resolve("Set"));
        // When
        var refusal = assertThatExceptionOfType(DataException.class).isThrownBy(() -> set(zip).complete(lines::add));
        // Then
        refusal.withMessage(
                directory.resolve("Set") + " holds 0 of 2 images; remove the folder and run the command again");
    }

    @Test
    void connectionThatBreaksIsTakenUpAgainWhereItBroke() throws IOException {
        // Given
        server.cuts.add(100_000);
        server.cuts.add(200_000);
        // When
        set(zip).complete(lines::add);
        // Then
        assertThatImagesAreThere();
        assertThat(server.requests).hasSize(3).first().isEqualTo("whole");
        assertThat(server.requests.subList(1, 3)).allMatch(request -> request.matches("bytes=[1-9][0-9]*-"));
    }

    @Test
    void connectionThatSaysNothingAnyMoreIsTakenUpAgain() throws IOException {
        // Given
        Files.createDirectories(directory);
        server.silence = new CountDownLatch(1);
        server.cuts.add(100_000);
        Download download = new Download(set(zip).archive(), directory, Duration.ofMillis(300), lines::add);
        // When
        Path file = download.fetch();
        // Then
        assertThat(file).hasBinaryContent(zip);
        assertThat(server.requests).hasSizeGreaterThan(1).last().asString().startsWith("bytes=");
    }

    @Test
    void interruptedDownloadGoesOnAtTheNextCall() throws IOException {
        // Given
        server.cuts.addAll(List.of(100_000, 0, 0));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> set(zip).complete(lines::add))
                .withMessageMatching("the connection to 127.0.0.1 broke after [0-9]+ of " + zip.length
                        + " bytes of Set.zip \\(.*\\); run the command again to go on from there");
        long kept = Files.size(directory.resolve("Set.zip.part"));
        server.requests.clear();
        // When
        set(zip).complete(lines::add);
        // Then
        assertThat(kept).isBetween(1L, 100_000L);
        assertThat(server.requests).containsExactly("bytes=" + kept + "-");
        assertThatImagesAreThere();
    }

    @Test
    void fileThatChangedOnTheServerIsFetchedAfresh() throws IOException {
        // Given
        byte[] old = zip("Set/0001.png", SECOND, "Set/0002.png", FIRST);
        server.content = old;
        server.cuts.addAll(List.of(100_000, 0, 0));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> set(old).complete(lines::add));
        server.content = zip;
        server.etag = "\"2\"";
        server.requests.clear();
        // When
        set(zip).complete(lines::add);
        // Then
        assertThat(server.requests).singleElement().asString().startsWith("bytes=");
        assertThatImagesAreThere();
    }

    @Test
    void fileWithAWrongChecksumIsRemovedAndNotUnpacked() {
        // Given
        byte[] other = zip.clone();
        other[1000] ^= 1;
        server.content = other;
        // When
        var refusal = assertThatExceptionOfType(DataException.class).isThrownBy(() -> set(zip).complete(lines::add));
        // Then
        refusal.withMessageMatching("Set.zip arrived with " + zip.length + " bytes and SHA-256 [0-9a-f]{64}, not "
                + zip.length + " and [0-9a-f]{64}; it was removed, run the command again");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void fileOfAnotherLengthIsNotFetched() {
        // Given
        server.content = "<html>moved</html>".getBytes();
        // When
        var refusal = assertThatExceptionOfType(DataException.class).isThrownBy(() -> set(zip).complete(lines::add));
        // Then
        refusal.withMessage(server.uri("Set.zip") + " has 18 bytes, but Set.zip has " + zip.length
                + "; something else answers there");
    }

    @Test
    void archiveThatWasCopiedToTheFolderIsUnpackedWithoutTheNetwork() throws IOException {
        // Given
        Files.createDirectories(directory);
        Files.write(directory.resolve("Set.zip"), zip);
        // When
        set(zip).complete(lines::add);
        // Then
        assertThat(server.requests).isEmpty();
        assertThatImagesAreThere();
    }

    @Test
    void archiveThatWritesOutsideOfItsFolderIsRefused() throws IOException {
        // Given
        byte[] evil = zip("Set/0001.png", FIRST, "../../evil.png", SECOND);
        server.content = evil;
        // When
        var refusal = assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> set(evil).complete(lines::add));
        // Then
        refusal.withMessageContaining("would write outside of its folder (../../evil.png)");
        assertThat(home.resolve("evil.png")).doesNotExist();
        assertThat(directory.resolve("Set")).doesNotExist();
    }

    @Test
    void hostThatCannotBeReachedIsOneClearLineAndKeepsWhatArrived() throws IOException {
        // Given
        server.cuts.addAll(List.of(100_000, 0, 0));
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> set(zip).complete(lines::add));
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        Archive nowhere = new Archive(
                URI.create("http://127.0.0.1:" + freePort + "/Set.zip"), zip.length, "0".repeat(64), "Set", 2);
        // When
        var refusal = assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new ImageSet(nowhere, directory).complete(lines::add));
        // Then
        refusal.withMessageMatching("cannot reach 127.0.0.1 \\(.+\\); DIV2K has to be fetched where there is internet "
                + "and copied to .*images");
        assertThat(directory.resolve("Set.zip.part")).isNotEmptyFile();
    }

    private ImageSet set(byte[] content) throws IOException {
        Path file = Files.write(home.resolve("expected.zip"), content);
        return new ImageSet(
                new Archive(server.uri("Set.zip"), content.length, Checksum.sha256(file), "Set", 2), directory);
    }

    private void assertThatImagesAreThere() {
        assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("Set"));
        assertThat(directory.resolve("Set/0001.png")).hasBinaryContent(FIRST);
        assertThat(directory.resolve("Set/0002.png")).hasBinaryContent(SECOND);
    }

    private static byte[] zip(String first, byte[] firstContent, String second, byte[] secondContent)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(first));
            out.write(firstContent);
            out.putNextEntry(new ZipEntry(second));
            out.write(secondContent);
        }
        return bytes.toByteArray();
    }

    private static byte[] noise(long seed) {
        byte[] noise = new byte[LENGTH];
        new Random(seed).nextBytes(noise);
        return noise;
    }
}
