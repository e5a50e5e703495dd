package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LocalS3IT {

  private static final String BUCKET = "images";
  private static final String ODD_KEY = "a folder/ü+&=.png";

  @TempDir static Path dir;

  private static LocalS3 s3;
  private static S3AsyncClient client;

  @BeforeAll
  static void start() {
    s3 = LocalS3.start(dir);
    s3.createBucket(BUCKET);
    client = s3.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    s3.close();
  }

  @Test
  void anObjectComesBackAsItWasPut() {
    put(ODD_KEY, "0123456789");
    assertThat(get(ODD_KEY, request -> {})).isEqualTo("0123456789");
  }

  @Test
  void aRangeOfAnObjectCanBeRead() {
    put("digits", "0123456789");
    assertThat(get("digits", request -> request.range("bytes=2-4"))).isEqualTo("234");
  }

  @Test
  void aVersionedBucketKeepsWhatWasOverwritten() {
    try (LocalS3 inMemory = LocalS3.startInMemory();
        S3AsyncClient versioned = inMemory.client()) {
      inMemory.createVersionedBucket("kept");
      String first = putVersion(versioned, "first");
      putVersion(versioned, "second");

      assertThat(
              versioned
                  .getObject(
                      GetObjectRequest.builder().bucket("kept").key("k").versionId(first).build(),
                      AsyncResponseTransformer.toBytes())
                  .join()
                  .asUtf8String())
          .isEqualTo("first");
    }
  }

  private static String putVersion(S3AsyncClient versioned, String content) {
    return versioned
        .putObject(request -> request.bucket("kept").key("k"), AsyncRequestBody.fromString(content))
        .join()
        .versionId();
  }

  @Test
  void aServerOfFilesKeepsNoVersions() {
    assertThatThrownBy(() -> s3.createVersionedBucket("not-kept"))
        .isInstanceOf(LocalServerException.class)
        .hasMessageStartingWith("this s3 server keeps no versions");
  }

  @Test
  void aMissingObjectIs404() {
    assertThat(statusOf("missing", request -> {})).isEqualTo(404);
  }

  @Test
  void anObjectThatHasChangedSinceItsETagIs412() {
    String first = put("picture", "first");
    assertThat(get("picture", request -> request.ifMatch(first))).isEqualTo("first");
    put("picture", "second");
    assertThat(statusOf("picture", request -> request.ifMatch(first))).isEqualTo(412);
  }

  @Test
  void aWrongSecretIsRefused() {
    try (S3AsyncClient stranger =
        S3AsyncClient.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.of(s3.region()))
            .credentialsProvider(() -> AwsBasicCredentials.create(s3.accessKey(), "wrong"))
            .forcePathStyle(true)
            .build()) {
      assertThat(status(stranger.listBuckets())).isEqualTo(403);
    }
  }

  @Test
  void aServerStartedAgainInTheSameFolderHasItsObjects() {
    put("digits", "0123456789");
    try (LocalS3 again = LocalS3.start(dir);
        S3AsyncClient other = again.client()) {
      assertThat(other.headObject(r -> r.bucket(BUCKET).key("digits")).join().contentLength())
          .isEqualTo(10);
    }
  }

  @Test
  void nothingIsLeftAfterClose(@TempDir Path other) {
    Leftovers before = Leftovers.now();
    LocalS3.start(other).close();
    before.assertNone();
  }

  private static String put(String key, String content) {
    return client
        .putObject(request -> request.bucket(BUCKET).key(key), AsyncRequestBody.fromString(content))
        .join()
        .eTag();
  }

  private static CompletableFuture<byte[]> fetch(
      String key, Consumer<GetObjectRequest.Builder> more) {
    return client
        .getObject(
            request -> request.bucket(BUCKET).key(key).applyMutation(more),
            AsyncResponseTransformer.toBytes())
        .thenApply(bytes -> bytes.asByteArray());
  }

  private static String get(String key, Consumer<GetObjectRequest.Builder> more) {
    return new String(fetch(key, more).join(), StandardCharsets.UTF_8);
  }

  private static int statusOf(String key, Consumer<GetObjectRequest.Builder> more) {
    return status(fetch(key, more));
  }

  private static int status(CompletableFuture<?> answer) {
    var failure = catchThrowableOfType(CompletionException.class, answer::join);
    assertThat(failure).hasCauseInstanceOf(S3Exception.class);
    return ((S3Exception) failure.getCause()).statusCode();
  }
}
