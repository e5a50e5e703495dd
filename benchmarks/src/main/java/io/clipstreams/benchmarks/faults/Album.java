package io.clipstreams.benchmarks.faults;

import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The objects of a run: drawings that can be classified, and what cannot. All are uploaded before
 * the first event.
 */
public final class Album {

  static final String TEXT = "text.jpg";
  static final String TRUNCATED = "truncated.jpg";
  static final String OVERWRITTEN = "overwritten.png";
  static final String MISSING = "missing.png";

  private static final int SIDE = 160;

  private final List<Picture> drawings =
      SampleImages.load().stream().map(image -> new Picture(image.file(), image.bytes())).toList();

  /** Drawings that can be classified. */
  public List<Picture> drawings() {
    return drawings;
  }

  /** Words for what is on them. */
  public List<String> words() {
    return SampleImages.load().stream()
        .map(SampleImage::truth)
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  /** What {@link #OVERWRITTEN} was before it was replaced. */
  public Picture beforeOverwritten() {
    return drawings.get(0);
  }

  /**
   * Puts everything into the bucket.
   *
   * @return the version of {@link #OVERWRITTEN} that was replaced
   */
  public String upload(S3AsyncClient s3, String bucket) {
    drawings.forEach(picture -> put(s3, bucket, picture));
    put(s3, bucket, new Picture(TEXT, "no picture\n".getBytes(StandardCharsets.US_ASCII)));
    byte[] jpeg = jpeg();
    put(s3, bucket, new Picture(TRUNCATED, Arrays.copyOf(jpeg, jpeg.length / 2)));
    String replaced = put(s3, bucket, new Picture(OVERWRITTEN, beforeOverwritten().bytes()));
    put(s3, bucket, new Picture(OVERWRITTEN, drawings.get(1).bytes()));
    return replaced;
  }

  private static String put(S3AsyncClient s3, String bucket, Picture picture) {
    return s3.putObject(
            request -> request.bucket(bucket).key(picture.name()),
            AsyncRequestBody.fromBytes(picture.bytes()))
        .join()
        .versionId();
  }

  /** Noise, so that half of the file is half of the picture. */
  private static byte[] jpeg() {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        picture.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a JPEG cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
