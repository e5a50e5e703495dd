package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * What one image may cost.
 *
 * @param maxBytes the largest object that is read
 * @param maxPixels the largest picture that is decoded, by its header
 * @param decodeTimeout how long decoding one picture may take
 * @param decodeThreads how many pictures are decoded at a time
 */
public record ImageSettings(
    int maxBytes, long maxPixels, Duration decodeTimeout, int decodeThreads) {

  public static final String MAX_BYTES = "image.max.bytes";
  public static final String MAX_PIXELS = "image.max.pixels";
  public static final String DECODE_TIMEOUT = "decode.timeout.ms";
  public static final String DECODE_THREADS = "decode.threads";

  static void define(ConfigDef def) {
    def.define(
            MAX_BYTES,
            Type.INT,
            25 * 1024 * 1024,
            between(1, 1 << 30),
            HIGH,
            "Largest object that is read, in bytes; larger ones become dead letters.")
        .define(
            MAX_PIXELS,
            Type.LONG,
            50_000_000L,
            between(1, Integer.MAX_VALUE / 4),
            HIGH,
            "Largest picture that is decoded, width times height by its header.")
        .define(
            DECODE_TIMEOUT,
            Type.LONG,
            10_000L,
            Range.atLeast(1),
            LOW,
            "How long decoding one picture may take, in milliseconds.")
        .define(
            DECODE_THREADS,
            Type.INT,
            0,
            Range.atLeast(0),
            MEDIUM,
            "How many pictures are decoded at a time; 0 takes as many as there are processors.");
  }

  static ImageSettings from(AbstractConfig config) {
    int threads = config.getInt(DECODE_THREADS);
    return new ImageSettings(
        config.getInt(MAX_BYTES),
        config.getLong(MAX_PIXELS),
        Duration.ofMillis(config.getLong(DECODE_TIMEOUT)),
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
