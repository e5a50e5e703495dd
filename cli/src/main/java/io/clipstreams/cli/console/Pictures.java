package io.clipstreams.cli.console;

import io.clipstreams.cli.console.RecentImages.Seen;
import io.clipstreams.model.Pixels;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.work.Viewer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recent images as the model sees them, read again through the application's own fetcher with its
 * limits; a few at a time, and as many kept as there are recent images. Any thread of the server
 * may call; a call waits for the object store.
 */
final class Pictures {

  private static final Logger log = LoggerFactory.getLogger(Pictures.class);

  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For all images of a search or a preview together. */
  private static final Duration PATIENCE_FOR_ALL = Duration.ofSeconds(20);

  private final Viewer viewer;
  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  /** By the very object; what went by again is not read again. */
  private final Map<ImageReference, View> views =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ImageReference, View> eldest) {
          return size() > RecentImages.KEPT;
        }
      };

  Pictures(Viewer viewer) {
    this.viewer = viewer;
  }

  /** What is known of an image; its file and its embedding once somebody wanted them. */
  private static final class View {
    private final Pixels pixels;
    private volatile byte[] png;
    private float[] embed;

    View(Pixels pixels) {
      this.pixels = pixels;
    }
  }

  /** A recent image with its unit vector. */
  record Embedded(Seen image, float[] embed) {}

  /**
   * As a PNG file.
   *
   * @throws IOException when it cannot be read now; the message says why
   */
  byte[] png(Seen image) throws IOException, InterruptedException {
    View view = view(image, deadline(PATIENCE));
    if (view.png == null) {
      view.png = encode(view.pixels);
    }
    return view.png;
  }

  private static long deadline(Duration patience) {
    return System.nanoTime() + patience.toNanos();
  }

  private static byte[] encode(Pixels pixels) throws IOException {
    BufferedImage picture =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = pixels.rgb();
    for (int i = 0; i < pixels.width() * pixels.height(); i++) {
      int color = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255;
      picture.setRGB(i % pixels.width(), i / pixels.width(), color);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  /** Those of the images that can be read now, with their embeddings. */
  List<Embedded> embedded(List<Seen> images) throws InterruptedException {
    List<Seen> readable = new ArrayList<>();
    List<View> found = new ArrayList<>();
    long deadline = deadline(PATIENCE_FOR_ALL);
    for (Seen image : images) {
      try {
        found.add(view(image, deadline));
        readable.add(image);
      } catch (IOException e) {
        // An image that is gone cannot be compared; the answer says how many were.
        log.debug("{} is left out", image.id(), e);
      }
    }
    embed(found);
    List<Embedded> embedded = new ArrayList<>();
    for (int i = 0; i < readable.size(); i++) {
      embedded.add(new Embedded(readable.get(i), found.get(i).embed));
    }
    return embedded;
  }

  private synchronized void embed(List<View> all) {
    List<View> fresh = all.stream().filter(view -> view.embed == null).distinct().toList();
    for (int from = 0; from < fresh.size(); from += 16) {
      List<View> batch = fresh.subList(from, Math.min(fresh.size(), from + 16));
      float[][] embeds =
          viewer.model().encodeImages(batch.stream().map(view -> view.pixels).toList());
      for (int i = 0; i < embeds.length; i++) {
        batch.get(i).embed = embeds[i];
      }
    }
  }

  private View view(Seen image, long deadline) throws IOException, InterruptedException {
    Optional<View> kept = kept(image.reference());
    if (kept.isPresent()) {
      return kept.get();
    }
    if (!slots.tryAcquire(left(deadline), TimeUnit.NANOSECONDS)) {
      throw new IOException("others are being read; try again");
    }
    // The slot is given back when the reading ends, however long somebody waits for it.
    CompletableFuture<Pixels> viewed = viewer.view(image.key(), image.reference());
    viewed.whenComplete((pixels, error) -> slots.release());
    View view = new View(await(viewed, deadline));
    synchronized (views) {
      views.putIfAbsent(image.reference(), view);
      return views.getOrDefault(image.reference(), view);
    }
  }

  private static long left(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }

  private Optional<View> kept(ImageReference reference) {
    synchronized (views) {
      return Optional.ofNullable(views.get(reference));
    }
  }

  private static Pixels await(Future<Pixels> viewed, long deadline)
      throws IOException, InterruptedException {
    try {
      return viewed.get(left(deadline), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("not read in time", e);
    }
  }
}
