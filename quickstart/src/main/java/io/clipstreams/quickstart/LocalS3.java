package io.clipstreams.quickstart;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * An S3 server in this process that keeps each object as a file, or in memory: S3Proxy. It checks
 * signatures. Its keys are no secret, since it listens on the loopback interface only.
 *
 * <p>{@link #start} and {@link #close} block; any thread may call any method.
 */
public final class LocalS3 implements AutoCloseable {

  private static final String ACCESS_KEY = "clip-streams";
  private static final String SECRET_KEY = "clip-streams-secret";
  private static final String REGION = "us-east-1";

  private final BlobStore store;
  private final S3Proxy server;

  private LocalS3(BlobStore store) {
    this.store = store;
    this.server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .build();
  }

  /**
   * Starts a server and returns when it takes requests.
   *
   * @param dir has a folder for each bucket
   */
  public static LocalS3 start(Path dir) {
    try {
      Files.createDirectories(dir);
      return start(new FilesystemNio2BlobStore(dir.toAbsolutePath().toString()));
    } catch (Exception e) {
      throw new LocalServerException("s3 cannot be started in " + dir + ": " + e.getMessage(), e);
    }
  }

  /** Starts a server that keeps its objects in this process's memory, and can keep versions. */
  public static LocalS3 startInMemory() {
    try {
      return start(new TransientNio2BlobStore());
    } catch (Exception e) {
      throw new LocalServerException("s3 cannot be started in memory: " + e.getMessage(), e);
    }
  }

  private static LocalS3 start(BlobStore store) throws Exception {
    LocalS3 s3 = new LocalS3(store);
    s3.server.start();
    return s3;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return SECRET_KEY;
  }

  public String region() {
    return REGION;
  }

  /** A new client of this server, with path-style addresses. Whoever asked for it closes it. */
  public S3AsyncClient client() {
    return S3AsyncClient.builder()
        .endpointOverride(endpoint())
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .forcePathStyle(true)
        .build();
  }

  /** Creates a bucket; one that is there stays as it is. */
  public void createBucket(String bucket) {
    store.createContainer(bucket);
  }

  /**
   * Creates a bucket that keeps every version of its objects; only a server in memory has such.
   *
   * @throws LocalServerException when this server keeps no versions
   */
  public void createVersionedBucket(String bucket) {
    createBucket(bucket);
    try (S3AsyncClient client = client()) {
      client
          .putBucketVersioning(
              request ->
                  request
                      .bucket(bucket)
                      .versioningConfiguration(
                          versioning -> versioning.status(BucketVersioningStatus.ENABLED)))
          .join();
    } catch (CompletionException e) {
      throw new LocalServerException(
          "this s3 server keeps no versions: " + e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new LocalServerException("s3 cannot be stopped: " + e.getMessage(), e);
    }
  }
}
