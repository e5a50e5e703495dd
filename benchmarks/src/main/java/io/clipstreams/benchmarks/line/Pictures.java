package io.clipstreams.benchmarks.line;

import io.clipstreams.benchmarks.model.DrawnPhoto;
import io.clipstreams.topology.config.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * JPEGs of 500 × 375 pixels, in a folder and in the bucket.
 *
 * @param folder has one file for each
 * @param count how many different ones there are; images use them in turn
 */
record Pictures(Path folder, int count) {

  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;

  static Pictures draw(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve(name(i)), DrawnPhoto.jpeg(WIDTH, HEIGHT, i));
    }
    return new Pictures(folder, count);
  }

  private static String name(int number) {
    return "photo-%03d.jpg".formatted(number);
  }

  /** Where the picture of this image is. */
  String uri(int image) {
    return "s3://%s/%s".formatted(LineServers.BUCKET, name(image % count));
  }

  /** Puts all of them into the bucket. */
  void upload(S3Settings settings) {
    S3Settings.Credentials keys = settings.credentials().orElseThrow();
    try (S3AsyncClient s3 =
        S3AsyncClient.builder()
            .endpointOverride(settings.endpoint().orElseThrow())
            .region(Region.of(settings.region().orElseThrow()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(keys.accessKey(), keys.secretKey().value())))
            .forcePathStyle(true)
            .build()) {
      for (int i = 0; i < count; i++) {
        String name = name(i);
        s3.putObject(
                put -> put.bucket(LineServers.BUCKET).key(name),
                AsyncRequestBody.fromFile(folder.resolve(name)))
            .join();
      }
    }
  }
}
