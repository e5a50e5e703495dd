package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns untrusted bytes into an upright picture. The header is read first and its size held against
 * the limit; metadata is not decoded, but for EXIF's orientation; a deadline ends what takes too
 * long. Safe for use by many threads: each call decodes on the caller's thread, and one thread of
 * the decoder's own keeps the deadlines.
 */
final class ImageDecoder {

  private final long maxPixels;
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor deadlines;

  ImageDecoder(long maxPixels, Duration timeout) {
    this.maxPixels = maxPixels;
    this.timeout = timeout;
    this.deadlines = deadlines();
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "clip-decode-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  RgbView decode(byte[] encoded) throws ImageRefusedException {
    if (encoded.length == 0) {
      throw new ImageRefusedException(Reason.EMPTY, "there are no bytes");
    }
    ImageFormat format =
        ImageFormat.of(encoded)
            .orElseThrow(
                () ->
                    new ImageRefusedException(
                        Reason.NOT_AN_IMAGE,
                        "the content is neither JPEG nor PNG, WebP, BMP or GIF"));
    ImageReader reader = Readers.of(format);
    AtomicBoolean late = new AtomicBoolean();
    var deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              reader.abort();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      reader.setInput(stream, true, true);
      checkSize(format, reader.getWidth(0), reader.getHeight(0));
      RgbView picture = read(format, encoded, reader);
      if (late.get()) {
        throw tooLate(format);
      }
      return picture;
    } catch (IOException | RuntimeException e) {
      throw late.get() ? tooLate(format) : refused(format, e);
    } finally {
      deadline.cancel(false);
      reader.dispose();
    }
  }

  private void checkSize(ImageFormat format, int width, int height) throws ImageRefusedException {
    if ((long) width * height > maxPixels) {
      throw new ImageRefusedException(
          Reason.TOO_MANY_PIXELS,
          "the %s claims %d × %d pixels; the limit is %d"
              .formatted(format, width, height, maxPixels));
    }
  }

  private static RgbView read(ImageFormat format, byte[] encoded, ImageReader reader)
      throws IOException, ImageRefusedException {
    return switch (format) {
      case JPEG -> JpegDecoder.decode(encoded, reader);
      case PNG ->
          read(reader).upright(Chunks.inPng(encoded, "eXIf").map(ExifOrientation::of).orElse(1));
      case WEBP ->
          read(reader).upright(Chunks.inRiff(encoded, "EXIF").map(ExifOrientation::of).orElse(1));
      case BMP -> read(reader);
      case GIF -> GifCanvas.of(encoded).place(reader.read(0));
    };
  }

  private static RgbView read(ImageReader reader) throws IOException {
    BufferedImage image = reader.read(0);
    return PillowRgb.of(image);
  }

  private static ImageRefusedException refused(ImageFormat format, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EOFException) {
        return new ImageRefusedException(
            Reason.TRUNCATED, "the %s ends early".formatted(format), e);
      }
    }
    return new ImageRefusedException(
        Reason.CORRUPT, "the %s cannot be decoded: %s".formatted(format, e.getMessage()), e);
  }

  private ImageRefusedException tooLate(ImageFormat format) {
    return new ImageRefusedException(
        Reason.TIMEOUT, "decoding the %s took longer than %s".formatted(format, timeout));
  }
}
