package io.clipstreams.cli.common;

import io.clipstreams.topology.config.S3Settings;
import io.clipstreams.topology.fetch.SdkProfile;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** S3 clients as the configuration wants them. */
public final class S3Clients {

  private S3Clients() {}

  /** Whoever asked for it closes it. */
  public static S3AsyncClient create(S3Settings settings) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .forcePathStyle(settings.pathStyle())
            .overrideConfiguration(override -> SdkProfile.apply(settings.sdk(), override));
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.region().map(Region::of).ifPresent(builder::region);
    settings
        .credentials()
        .ifPresent(
            keys ->
                builder.credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKey(), keys.secretKey().value()))));
    return builder.build();
  }
}
