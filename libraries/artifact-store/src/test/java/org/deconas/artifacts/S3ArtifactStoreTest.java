package org.deconas.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an S3-compatible server that checks signatures and keeps objects as files. */
class S3ArtifactStoreTest {

    /** FIPS 180-2, appendix B.1. */
    private static final byte[] BYTES = "abc".getBytes(StandardCharsets.US_ASCII);

    private static final String DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    static Path directory;

    private static BlobStoreContext objects;
    private static S3Proxy server;

    private S3ArtifactStore store;

    @BeforeAll
    static void startServer() throws Exception {
        Properties filesystem = new Properties();
        filesystem.setProperty("jclouds.filesystem.basedir", directory.toString());
        objects = ContextBuilder.newBuilder("filesystem").overrides(filesystem).build(BlobStoreContext.class);
        objects.getBlobStore().createContainerInLocation(null, "deconas");
        server = S3Proxy.builder()
                .blobStore(objects.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "anna", "secret")
                .build();
        server.start();
        System.setProperty("aws.accessKeyId", "anna");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterAll
    static void stopServer() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.stop();
        objects.close();
    }

    @BeforeEach
    void openStore() {
        store = new S3ArtifactStore(location("deconas"));
    }

    private static S3Location location(String bucket) {
        return new S3Location(
                bucket, "mesh/", "us-east-1", Optional.of(URI.create("http://127.0.0.1:" + server.getPort())), true);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void blobIsFoundUnderTheDigestOfItsBytes() throws IOException {
        // When
        Artifact artifact = store.put(BYTES);

        // Then
        assertThat(artifact).isEqualTo(new Artifact(DIGEST, 3));
        assertThat(store.read(DIGEST)).isEqualTo(BYTES);
        assertThat(directory.resolve("deconas/mesh/ba").resolve(DIGEST)).hasBinaryContent(BYTES);
    }

    @Test
    void sameBytesAreSentOnce() throws IOException {
        // Given
        Path object = directory.resolve("deconas/mesh/ba").resolve(DIGEST);
        store.put(BYTES);
        Object written = Files.readAttributes(object, "lastModifiedTime,fileKey");

        // When
        store.put(BYTES);

        // Then
        assertThat(Files.readAttributes(object, "lastModifiedTime,fileKey")).isEqualTo(written);
    }

    @Test
    void blobOfManyMegabytesComesBackAsItWas() throws IOException {
        // Given
        byte[] weights = new byte[20_000_000];
        new Random(7).nextBytes(weights);

        // When
        Artifact artifact = store.put(weights);

        // Then
        assertThat(store.read(artifact.sha256())).isEqualTo(weights);
    }

    @Test
    void blobThatWasChangedInStorageIsRefused() throws IOException {
        // Given
        Artifact artifact = store.put("weights".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                directory
                        .resolve("deconas/mesh")
                        .resolve(artifact.sha256().substring(0, 2))
                        .resolve(artifact.sha256()),
                "Weights");

        // Then
        assertThatThrownBy(() -> store.read(artifact.sha256())).isInstanceOf(CorruptArtifactException.class);
    }

    @Test
    void blobThatIsNotThereIsNamed() {
        // Then
        assertThatThrownBy(() -> store.open("0".repeat(64)))
                .isInstanceOf(ArtifactNotFoundException.class)
                .hasMessageContaining("0".repeat(64))
                .hasMessageContaining("s3://deconas/mesh/");
    }

    @Test
    void bucketThatIsNotThereIsNoMissingBlob() {
        // Given
        try (S3ArtifactStore elsewhere = new S3ArtifactStore(location("nowhere"))) {
            // Then
            assertThatThrownBy(() -> elsewhere.open(DIGEST))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ArtifactNotFoundException.class)
                    .hasMessageContaining("s3://nowhere/");
        }
    }

    @Test
    void contentThatFailsHalfwayLeavesNothing() throws IOException {
        // Given
        long before = objects();

        // When
        assertThatThrownBy(() -> store.put(out -> {
                    out.write(BYTES);
                    throw new IOException("no more");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no more");

        // Then
        assertThat(objects()).isEqualTo(before);
    }

    private static long objects() throws IOException {
        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            return files.count();
        }
    }

    @Test
    void nameThatIsNoDigestIsRefused() {
        // Then
        assertThatThrownBy(() -> store.open("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }
}
