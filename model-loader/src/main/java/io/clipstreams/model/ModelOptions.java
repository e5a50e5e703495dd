package io.clipstreams.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a checkpoint is run. Start from {@link #defaults()} and change what differs.
 *
 * @param precision the type in which the towers calculate
 * @param device {@code auto}, {@code cpu}, {@code cuda}, {@code cuda:N}, or several of these
 *     divided by commas, which share the work
 * @param threads threads of one operation on the CPU, for the whole process; 0 leaves it to PyTorch
 * @param cacheDir where programs, hashes and the verdict on precision are kept between starts
 * @param maxPixels the largest picture that is decoded, by the size in its header
 * @param decodeTimeout how long decoding one picture may take
 */
public record ModelOptions(
    PrecisionChoice precision,
    String device,
    int threads,
    Path cacheDir,
    long maxPixels,
    Duration decodeTimeout) {

  private static final long FIFTY_MEGAPIXELS = 50_000_000;

  public ModelOptions {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(cacheDir, "cacheDir");
    if (threads < 0) {
      throw new IllegalArgumentException("threads must not be negative, but is " + threads);
    }
    if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "maxPixels must be from 1 to %d, but is %d".formatted(Integer.MAX_VALUE / 4, maxPixels));
    }
    if (decodeTimeout.isNegative() || decodeTimeout.isZero()) {
      throw new IllegalArgumentException("decodeTimeout must be positive, but is " + decodeTimeout);
    }
  }

  /** The faster precision, the GPU where there is one, 50 megapixels, 10 s for a decode. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        PrecisionChoice.AUTO,
        "auto",
        0,
        userCacheDir().resolve("clip-streams"),
        FIFTY_MEGAPIXELS,
        Duration.ofSeconds(10));
  }

  public ModelOptions withPrecision(PrecisionChoice value) {
    return new ModelOptions(value, device, threads, cacheDir, maxPixels, decodeTimeout);
  }

  public ModelOptions withDevice(String value) {
    return new ModelOptions(precision, value, threads, cacheDir, maxPixels, decodeTimeout);
  }

  public ModelOptions withThreads(int value) {
    return new ModelOptions(precision, device, value, cacheDir, maxPixels, decodeTimeout);
  }

  public ModelOptions withCacheDir(Path value) {
    return new ModelOptions(precision, device, threads, value, maxPixels, decodeTimeout);
  }

  public ModelOptions withMaxPixels(long value) {
    return new ModelOptions(precision, device, threads, cacheDir, value, decodeTimeout);
  }

  public ModelOptions withDecodeTimeout(Duration value) {
    return new ModelOptions(precision, device, threads, cacheDir, maxPixels, value);
  }

  /** The XDG base directory specification: {@code $XDG_CACHE_HOME}, else {@code ~/.cache}. */
  private static Path userCacheDir() {
    String configured = System.getenv("XDG_CACHE_HOME");
    return configured == null || configured.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(configured);
  }
}
