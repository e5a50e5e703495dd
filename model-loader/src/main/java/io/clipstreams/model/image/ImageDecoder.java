package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
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
    try {
      RgbView picture = decode(format, encoded, reader);
      if (late.get()) {
        throw tooLate(format);
      }
      return picture;
    } catch (IOException | RuntimeException e) {
      throw late.get() ? tooLate(format) : refused(format, encoded, e);
    } finally {
      deadline.cancel(false);
      reader.dispose();
    }
  }

  private RgbView decode(ImageFormat format, byte[] encoded, ImageReader reader)
      throws IOException, ImageRefusedException {
    return switch (format) {
      case JPEG -> {
        JpegHeader header = JpegHeader.of(encoded);
        RgbView picture =
            JpegDecoder.read(open(format, header.withoutProfile(encoded), reader), header);
        yield picture.upright(header.orientation());
      }
      case PNG ->
          PillowRgb.of(open(format, encoded, reader).read(0))
              .upright(orientation(Chunks.inPng(encoded, "eXIf")));
      case WEBP -> {
        WebpStill still = WebpStill.of(encoded);
        RgbView frame = PillowRgb.of(open(format, still.file(), reader).read(0));
        yield place(format, still.canvas(), frame, 0)
            .upright(orientation(Chunks.inRiff(encoded, "EXIF")));
      }
      case BMP -> PillowRgb.of(open(format, encoded, reader).read(0));
      case GIF -> {
        Canvas canvas = GifCanvas.of(encoded);
        BufferedImage frame = open(format, encoded, reader).read(0);
        yield place(format, canvas, PillowRgb.of(frame), GifCanvas.ground(frame));
      }
    };
  }

  private ImageReader open(ImageFormat format, byte[] encoded, ImageReader reader)
      throws IOException, ImageRefusedException {
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded)), true, true);
    checkSize(format, reader.getWidth(0), reader.getHeight(0));
    return reader;
  }

  private RgbView place(ImageFormat format, Canvas canvas, RgbView frame, int ground)
      throws ImageRefusedException {
    if (canvas == null) {
      return frame;
    }
    checkSize(format, canvas.width(), canvas.height());
    return canvas.place(frame, ground);
  }

  private void checkSize(ImageFormat format, int width, int height) throws ImageRefusedException {
    if (width < 1 || height < 1) {
      throw new ImageRefusedException(
          Reason.CORRUPT, "the %s claims %d × %d pixels".formatted(format, width, height));
    }
    if ((long) width * height > maxPixels) {
      throw new ImageRefusedException(
          Reason.TOO_MANY_PIXELS,
          "the %s claims %d × %d pixels; the limit is %d"
              .formatted(format, width, height, maxPixels));
    }
  }

  private static int orientation(Optional<ByteBuffer> exif) {
    return exif.map(ExifOrientation::of).orElse(ExifOrientation.UPRIGHT);
  }

  private static ImageRefusedException refused(ImageFormat format, byte[] encoded, Exception e) {
    boolean endsEarly = format.endsEarly(encoded);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      endsEarly |= cause instanceof EOFException;
    }
    return endsEarly
        ? new ImageRefusedException(Reason.TRUNCATED, "the %s ends early".formatted(format), e)
        : new ImageRefusedException(
            Reason.CORRUPT, "the %s cannot be decoded: %s".formatted(format, e.getMessage()), e);
  }

  private ImageRefusedException tooLate(ImageFormat format) {
    return new ImageRefusedException(
        Reason.TIMEOUT, "decoding the %s took longer than %s".formatted(format, timeout));
  }
}
