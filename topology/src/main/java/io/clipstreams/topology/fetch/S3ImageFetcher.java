package io.clipstreams.topology.fetch;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.S3Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Reads {@code s3://bucket/key} with AWS's asynchronous client. A version id reads that version; an
 * ETag must still be the object's, so that a label is never given to other bytes. Makes one
 * attempt: the application has its own retries, which hold no connection. {@link SchemeFetcher} has
 * looked at the URI before.
 */
public final class S3ImageFetcher implements ImageFetcher {

  /**
   * One thread moves what a hundred connections bring; a thread for each of a few connections wakes
   * up for every packet, which costs a fifth more. So many processors get one more.
   */
  private static final int PROCESSORS_PER_EVENT_LOOP = 8;

  private final S3Settings settings;
  private final S3AsyncClient client;
  private final ByteBudget budget;
  private final int maxBytes;

  public S3ImageFetcher(S3Settings settings, ByteBudget budget, int maxBytes) {
    this.settings = settings;
    this.client = client(settings);
    this.budget = budget;
    this.maxBytes = maxBytes;
  }

  private static S3AsyncClient client(S3Settings settings) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .forcePathStyle(settings.pathStyle())
            // Of two checks of a body's length and checksum one is enough, and not all have both.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .eventLoopGroupBuilder(
                        SdkEventLoopGroup.builder().numberOfThreads(eventLoops()))
                    .maxConcurrency(settings.maxConnections())
                    .connectionTimeout(settings.connectTimeout())
                    // A read that waits for its share of the bytes in flight is silent meanwhile.
                    .readTimeout(settings.timeout())
                    .connectionAcquisitionTimeout(settings.timeout())
                    .maxPendingConnectionAcquires(Integer.MAX_VALUE))
            // What follows a read only queues more work: no thread in between is needed.
            .asyncConfiguration(
                async ->
                    async.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .overrideConfiguration(
                override -> {
                  SdkProfile.apply(settings.sdk(), override);
                  override
                      .apiCallTimeout(settings.timeout())
                      .retryStrategy(AwsRetryStrategy.doNotRetry());
                });
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().map(Region::of).ifPresent(builder::region);
    settings
        .credentials()
        .map(keys -> AwsBasicCredentials.create(keys.accessKey(), keys.secretKey().value()))
        .map(StaticCredentialsProvider::create)
        .ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  private static int eventLoops() {
    return 1 + Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_EVENT_LOOP;
  }

  @Override
  public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
    ImageUri uri = ImageUri.parse(reference.getUri()).orElseThrow();
    if (!settings.allows(uri.bucket())) {
      return CompletableFuture.failedFuture(
          FetchException.permanent(
              "bucket-not-allowed",
              "The bucket %s is not read here".formatted(uri.bucket()),
              null));
    }
    CompletableFuture<FetchedImage> read;
    try {
      read = client.getObject(request(uri, reference), new BoundedBody(budget, maxBytes));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(S3Errors.explain(uri, e));
    }
    CompletableFuture<FetchedImage> explained =
        read.exceptionally(
            thrown -> {
              throw S3Errors.explain(
                  uri, thrown instanceof CompletionException ? thrown.getCause() : thrown);
            });
    explained.whenComplete(
        (image, error) -> {
          if (explained.isCancelled()) {
            read.cancel(true);
            // It may have come in the same moment.
            read.thenAccept(FetchedImage::close);
          }
        });
    return explained;
  }

  private static GetObjectRequest request(ImageUri uri, ImageReference reference) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(uri.bucket()).key(uri.key());
    if (reference.getVersionId() != null) {
      request.versionId(reference.getVersionId());
    }
    if (reference.getEtag() != null) {
      request.ifMatch(Etags.quoted(reference.getEtag()));
    }
    return request.build();
  }

  @Override
  public void close() {
    client.close();
  }
}
