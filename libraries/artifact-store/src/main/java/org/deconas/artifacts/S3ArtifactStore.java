package org.deconas.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An artifact store in a bucket of S3-compatible storage: {@code ab/abcdef…} after the location's prefix. A blob appears whole or not at
 * all, because an object does. Credentials come from where Amazon's clients look for them: {@code AWS_ACCESS_KEY_ID} and
 * {@code AWS_SECRET_ACCESS_KEY}, a profile, or what the cluster gives a workload.
 */
public final class S3ArtifactStore implements ArtifactStore, AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final S3Location location;

    public S3ArtifactStore(S3Location location) {
        this.location = location;
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(location.region()))
                .forcePathStyle(location.pathStyle())
                // Blobs are checked by their names; storage of one's own knows not every newer checksum
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        location.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    @Override
    public Artifact put(Content content) throws IOException {
        // The name of an object is known when its last byte is
        Path temporary = Files.createTempFile("artifact-", ".tmp");
        try {
            MessageDigest digest = Digests.sha256();
            try (OutputStream file = Files.newOutputStream(temporary);
                    DigestOutputStream out = new DigestOutputStream(file, digest)) {
                content.writeTo(out);
            }
            Artifact artifact = new Artifact(HexFormat.of().formatHex(digest.digest()), Files.size(temporary));
            if (!holds(artifact)) {
                client.putObject(
                        request -> request.bucket(location.bucket()).key(key(artifact.sha256())),
                        RequestBody.fromFile(temporary));
            }
            return artifact;
        } catch (SdkException e) {
            throw failure(e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private boolean holds(Artifact artifact) {
        try {
            return client.headObject(
                                    request -> request.bucket(location.bucket()).key(key(artifact.sha256())))
                            .contentLength()
                    == artifact.size();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        try {
            return new VerifyingInputStream(
                    client.getObject(
                            request -> request.bucket(location.bucket()).key(key(sha256))),
                    Digests.sha256(),
                    sha256);
        } catch (NoSuchKeyException e) {
            throw new ArtifactNotFoundException(sha256, location.toString());
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private String key(String sha256) {
        return location.prefix() + Digests.path(sha256);
    }

    private IOException failure(SdkException e) {
        return new IOException("The artifact store " + location + " does not answer: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        client.close();
    }
}
