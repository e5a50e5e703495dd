package io.clipstreams.topology.config;

import org.apache.kafka.common.config.ConfigException;

/** Whether what the settings allow at a time fits into the heap. */
public final class HeapCheck {

  /** A decoded picture as ImageIO holds it, and its rows on the way through the resize. */
  private static final int BYTES_PER_PIXEL = 4;

  /** What the rest of the application needs: Kafka's buffers, label vectors, the JVM's own. */
  private static final double SHARE = 0.8;

  private HeapCheck() {}

  /**
   * @param maxHeap {@code Runtime.maxMemory()}
   * @throws ConfigException says what would fit
   */
  public static void requireFits(ImageSettings images, InFlightSettings inFlight, long maxHeap) {
    long decoding = images.decodeThreads() * images.maxPixels() * BYTES_PER_PIXEL;
    long needed = decoding + inFlight.maxBytes();
    if (needed > maxHeap * SHARE) {
      throw new ConfigException(
          ("%s %d × %s %d × %d bytes, and %s %d, are %d MiB at a time: more than %d %% of the heap of"
                  + " %d MiB. Lower one of them, or give the JVM more (-Xmx).")
              .formatted(
                  ImageSettings.DECODE_THREADS,
                  images.decodeThreads(),
                  ImageSettings.MAX_PIXELS,
                  images.maxPixels(),
                  BYTES_PER_PIXEL,
                  InFlightSettings.MAX_BYTES,
                  inFlight.maxBytes(),
                  needed >> 20,
                  Math.round(SHARE * 100),
                  maxHeap >> 20));
    }
  }
}
