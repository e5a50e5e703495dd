package io.clipstreams.benchmarks.line;

import io.clipstreams.quickstart.LocalS3;
import java.nio.file.Path;
import java.time.Duration;

/** S3 in a process of its own, once as it is and once behind a {@link LatencyProxy}. */
public final class S3Process {

  private S3Process() {}

  /**
   * Where it is.
   *
   * @param endpoint answers at once
   * @param distantEndpoint answers after the delay
   */
  record Address(
      String endpoint, String distantEndpoint, String region, String accessKey, String secretKey) {}

  /**
   * Serves until the process ends.
   *
   * @param args the folder of the objects, the bucket, the delay in milliseconds, and the file that
   *     takes the address
   */
  public static void main(String[] args) throws Exception {
    LocalS3 s3 = LocalS3.start(Path.of(args[0]));
    s3.createBucket(args[1]);
    LatencyProxy proxy =
        LatencyProxy.start(s3.endpoint().getPort(), Duration.ofMillis(Long.parseLong(args[2])));
    Wire.write(
        Path.of(args[3]),
        new Address(
            s3.endpoint().toString(),
            "http://127.0.0.1:" + proxy.port(),
            s3.region(),
            s3.accessKey(),
            s3.secretKey()));
  }
}
